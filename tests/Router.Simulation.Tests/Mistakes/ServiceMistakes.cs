using Router.Abstractions;

namespace Router.Simulation.Tests.Mistakes;

/// What loses no money and loses service, or what a channel will need later.
internal static class ServiceMistakes
{
    /// A newer state is not taken over: what the channel will ask for is gone.
    internal sealed class StateNotTaken(IChannel inner) : ChannelDecorator(inner)
    {
        public override async Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) =>
            await base.PayAsync(request, cancellationToken) is { } result ? result with { State = null } : null!;
    }

    /// Every refusal is taken for the payer's.
    internal sealed class NoFailover(IChannel inner) : ChannelDecorator(inner)
    {
        public override Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) => BlamedAsync(base.PayAsync(request, cancellationToken), FaultBlame.Payer);
    }

    /// Every refusal is taken for the channel's.
    internal sealed class FailoverOnPayersRefusal(IChannel inner) : ChannelDecorator(inner)
    {
        public override Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) => BlamedAsync(base.PayAsync(request, cancellationToken), FaultBlame.Channel);
    }

    private static async Task<ChannelResult> BlamedAsync(Task<ChannelResult> answer, FaultBlame blame) =>
        await answer is { } result ? result is { Outcome: PayOutcome.Declined, Fault: { } fault } ? result with { Fault = fault with { Blame = blame } } : result : null!;
}
