using Router.Core.Channels;
using Router.Core.Ids;
using Router.Core.Notifications;
using Router.Core.Risk;
using Router.Core.Store;

namespace Router.Simulation.Nodes;

/// <summary>What a node is given: every port of the engine.</summary>
internal sealed class NodeParts
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan HealthPause = TimeSpan.FromSeconds(15);

    public required IOrderStore Store { get; init; }

    public required IChannelDirectory Channels { get; init; }

    public required IMessageSender Sender { get; init; }

    public required IRiskGate Risk { get; init; }

    public required IRandomSource Random { get; init; }

    public required Func<Configuration> Configuration { get; init; }

    /// <summary>How long the background sleeps at most.</summary>
    public required Func<TimeSpan> Rest { get; init; }

    /// <summary>Told of an exception that nobody foresaw.</summary>
    public required Action<Exception> Broken { get; init; }
}
