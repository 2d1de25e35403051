using Router.Abstractions;

namespace Router.TestKit.Compliance.Bench;

/// <summary>Where one case is worked on: the fixture, the clock, the open channels and what was left out.</summary>
internal sealed class ChannelBench : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 4, 0, 0, TimeSpan.Zero);

    private readonly List<BenchChannel> _opened = [];
    private readonly List<string> _leftOut = [];
    private BenchChannel? _main;
    private BenchChannel? _other;
    private int _numbers;

    public ChannelBench(ChannelFixture fixture, ManualTimeProvider time)
    {
        Fixture = fixture;
        Time = time;
        Plugin = fixture.CreatePlugin();
    }

    public ChannelFixture Fixture { get; }

    public ManualTimeProvider Time { get; }

    public IChannelPlugin Plugin { get; }

    public ChannelManifest Manifest => Plugin.Manifest;

    public IProvider Provider => Fixture.Provider;

    /// <summary>What no case could check here, with the reason.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    /// <summary>Everything that the plugin gave away, for the search for secrets.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<Exhibit> Exhibits { get; } = new();

    public IReadOnlyList<BenchChannel> Opened => _opened;

    public BenchChannel Main => _main ??= Open(Fixture.Account);

    public BenchChannel Other => _other ??= Open(Fixture.OtherAccount);

    /// <summary>The methods that take payments.</summary>
    public IEnumerable<MethodManifest> Methods => Manifest.Methods.Where(m => m.Operations.Contains(ChannelOperation.Pay));

    /// <summary>The methods that have an operation; where there is none, the case says so.</summary>
    public IReadOnlyList<MethodManifest> MethodsWith(ChannelOperation operation)
    {
        // A method may hold money without taking payments of its own.
        var methods = operation == ChannelOperation.PreAuthorize ? Manifest.Methods : Methods;
        var found = methods.Where(m => m.Operations.Contains(operation)).ToList();
        if (found.Count == 0) LeaveOut($"no method of the manifest has the operation {operation}");
        return found;
    }

    public BenchChannel Open(FixtureAccount account)
    {
        var channel = new BenchChannel(this, account, new BenchHost(Time, account.Secrets, seed: 1 + _opened.Count));
        _opened.Add(channel);
        return channel;
    }

    public void LeaveOut(string why)
    {
        if (!_leftOut.Contains(why)) _leftOut.Add(why);
    }

    /// <summary>A number that was never used: letters and digits, 20 of them or as many as wanted.</summary>
    public string NextNumber(char kind, int length = 20) =>
        kind + Interlocked.Increment(ref _numbers).ToString($"D{length - 1}", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What the provider booked under a number of an account.</summary>
    public List<ProviderEntry> Booked(BenchChannel channel, string attemptNumber) =>
        [.. Provider.Entries.Where(e => e.MerchantId == channel.Account.MerchantId && e.AttemptNumber == attemptNumber)];

    /// <summary>The requests since a count that are no token or key calls.</summary>
    public List<WireRequest> ArrivedSince(int count) => [.. Provider.Requests.Skip(count).Where(r => !Provider.IsAside(r))];

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _opened) await channel.DisposeAsync();
        if (Plugin is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
        else (Plugin as IDisposable)?.Dispose();
    }
}
