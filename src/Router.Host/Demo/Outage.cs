using System.Text.Json;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Payments;
using Router.Hosting.Operations;

namespace Router.Host.Demo;

/// <summary>Takes one channel down and brings it back, by the same switch that operators have.</summary>
internal sealed class Outage(DemoHouse house, DemoOptions options, TimeProvider time)
{
    /// <summary>What goes wrong on an ordinary day.</summary>
    public const string EverydayFaults =
        """{"declinePayer":0.012,"timeoutAfter":0.002,"refundProcessing":0.3,"notificationLost":0.005,"notificationDuplicate":0.01}""";

    // Most connections are refused; most of the rest time out; a few payments get through and their answers are lost.
    private const string Dark = """{"refuseConnection":0.6,"timeoutBefore":0.8,"timeoutAfter":1}""";
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_goneWithin = TimeSpan.FromSeconds(30);

    public bool IsOn { get; private set; }

    public async Task RunAsync()
    {
        await Task.Delay(options.OutageFrom - time.GetUtcNow(), time);
        await SetAsync(Dark);
        IsOn = true;
        await Task.Delay(options.OutageTo - time.GetUtcNow(), time);
        await SetAsync(null);
        IsOn = false;
    }

    // New faults make a new channel instance, and the old one is disposed on the thread pool. So that this is the same in every run, it is
    // done while no call is under way, and the world stands still until the old instance has gone.
    private async Task SetAsync(string? faults)
    {
        while (CallsUnderWay() > 0) await Task.Delay(s_look, time);
        Open();
        var gone = house.Http.Disposed;
        using var document = faults is null ? null : JsonDocument.Parse(faults);
        var problem = await house.Get<RouterOperations>().SetFaultsAsync(options.SickAccount, document?.RootElement.Clone());
        if (problem is not null) throw new InvalidOperationException($"The outage could not be switched: {problem}");
        Open();
        if (!SpinWait.SpinUntil(() => house.Http.Disposed > gone, s_goneWithin))
            throw new InvalidOperationException($"The old instance of {options.SickAccount} was not disposed within {s_goneWithin.TotalSeconds} s.");
    }

    private int CallsUnderWay() => Enum.GetValues<CallClass>().Sum(c => house.Get<AccountGates>().Taken(options.SickAccount, c));

    private void Open()
    {
        var account = house.Get<ISnapshotSource>().Current.Catalog.FindAccount(options.SickAccount)!;
        using var lease = house.Get<IChannelDirectory>().TryLease(account, out var refused)
            ?? throw new InvalidOperationException($"{options.SickAccount} cannot be opened: {refused}");
    }
}
