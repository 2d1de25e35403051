using System.Collections.Frozen;

namespace Router.Core.Health;

/// <summary>Health as it was published at one instant. Immutable: a plan made from it can be made again.</summary>
public sealed class HealthView
{
    private readonly FrozenDictionary<(string AccountId, string Method), int> _places;
    private readonly FrozenDictionary<string, int> _accountPlaces;
    private readonly IReadOnlyList<(string AccountId, string Method, HealthReading Reading)>? _recorded;

    internal HealthView(
        DateTimeOffset at, FrozenDictionary<(string, string), int> places, HealthLine[] lines, FrozenDictionary<string, int> accountPlaces,
        AccountHealth[] accounts)
    {
        At = at;
        _places = places;
        _accountPlaces = accountPlaces;
        Lines = lines;
        Accounts = accounts;
    }

    private HealthView(DateTimeOffset at, IReadOnlyList<(string, string, HealthReading)> recorded)
        : this(at, FrozenDictionary<(string, string), int>.Empty, [], FrozenDictionary<string, int>.Empty, []) => _recorded = recorded;

    /// <summary>Knows no account: each is taken for healthy.</summary>
    public static HealthView Empty { get; } = Of(default, [], []);

    /// <summary>The instant it speaks of; breaks, rests and maintenance are read at it.</summary>
    public DateTimeOffset At { get; }

    /// <summary>In order of method, then account.</summary>
    public IReadOnlyList<HealthLine> Lines { get; }

    /// <summary>In order of id.</summary>
    public IReadOnlyList<AccountHealth> Accounts { get; }

    /// <summary>A view of given lines, for a replay or a test.</summary>
    public static HealthView Of(DateTimeOffset at, IEnumerable<HealthLine> lines, IEnumerable<AccountHealth> accounts)
    {
        HealthLine[] line = [.. lines];
        AccountHealth[] account = [.. accounts];
        return new HealthView(
            at, Enumerable.Range(0, line.Length).ToFrozenDictionary(i => (line[i].AccountId, line[i].Method)), line,
            Enumerable.Range(0, account.Length).ToFrozenDictionary(i => account[i].AccountId, StringComparer.Ordinal), account);
    }

    /// <summary>A view that gives the readings that it is given, and knows nothing else.</summary>
    public static HealthView OfReadings(DateTimeOffset at, IReadOnlyList<(string AccountId, string Method, HealthReading Reading)> readings) =>
        new(at, readings);

    public HealthLine? Find(string accountId, string method) =>
        _places.TryGetValue((accountId, method), out var place) ? Lines[place] : null;

    public AccountHealth? FindAccount(string accountId) =>
        _accountPlaces.TryGetValue(accountId, out var place) ? Accounts[place] : null;

    /// <summary>Everything about one candidate of one payment.</summary>
    public HealthReading Read(string accountId, string method, string? cardBank)
    {
        if (_recorded is not null) return Recorded(accountId, method);
        var account = FindAccount(accountId);
        var line = Find(accountId, method);
        var bank = cardBank is null || line is null ? null : BankOf(line, cardBank);
        var shown = bank ?? line;
        var estimate = shown?.Estimate ?? HealthSettings.Default.PriorEstimate;
        var approval = line?.Approval ?? HealthSettings.Default.PriorEstimate;
        var blocked = account?.BlockedAt(At);
        if (account?.Override is { } order && At < order.Until)
            return new(order.Health, estimate, approval, BreakerState.Closed, false, blocked);

        var breaker = Worse(line?.BreakerAt(At) ?? BreakerState.Closed, bank?.BreakerAt(At) ?? BreakerState.Closed);
        if (account?.MisconfiguredProbeAt is { } probeAt)
        {
            if (At < probeAt || account.MisconfiguredProbeInFlight)
                blocked ??= $"misconfigured: faults of our own in a row; tried again at {AccountHealth.Shown(probeAt)}";
            else breaker = Worse(breaker, BreakerState.ProbeDue);
        }

        var notSent = line is not { IsOpen: true, FailuresNotSent: false } && bank is not { IsOpen: true, FailuresNotSent: false };
        return new(shown?.Health ?? 1, estimate, approval, breaker, notSent, blocked);
    }

    /// <summary>The same accounts at a later instant; null keeps what is there.</summary>
    internal HealthView With(DateTimeOffset at, HealthLine[]? lines, AccountHealth[]? accounts)
    {
        if (accounts is not null && accounts.Length != Accounts.Count) return Of(at, lines ?? Lines, accounts);
        return new(at, _places, lines ?? (HealthLine[])Lines, _accountPlaces, accounts ?? (AccountHealth[])Accounts);
    }

    private HealthReading Recorded(string accountId, string method)
    {
        foreach (var (account, served, reading) in _recorded!)
            if (account == accountId && served == method) return reading;
        return HealthReading.Unknown;
    }

    private static HealthLine? BankOf(HealthLine line, string cardBank)
    {
        foreach (var bank in line.Banks)
            if (bank.CardBank == cardBank) return bank;
        return null;
    }

    // Open beats a due probe, which beats closed: all that guard an account must let a call through.
    private static BreakerState Worse(BreakerState one, BreakerState other) =>
        one == BreakerState.Open || other == BreakerState.Open ? BreakerState.Open
        : one == BreakerState.ProbeDue || other == BreakerState.ProbeDue ? BreakerState.ProbeDue
        : BreakerState.Closed;
}
