using Router.Abstractions;
using Router.Simulation.Banking;
using Router.Simulation.Disk;

namespace Router.Simulation.Tests.Mistakes;

/// What goes wrong where an engine, or a plugin, reads a channel's answers too gladly.
internal static class ChannelMistakes
{
    private static readonly ChannelFault s_fault = new(FaultStage.Answered, FaultBlame.Channel, "planted", "planted");

    internal sealed class FailoverOnTimeout(IChannel inner) : ChannelDecorator(inner)
    {
        public override async Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken)
        {
            try
            {
                var result = await base.PayAsync(request, cancellationToken);
                return result is null or { Outcome: PayOutcome.Unknown } ? ChannelResult.Declined(FaultBlame.Channel, "planted", "planted") : result;
            }
            catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException)
            {
                return ChannelResult.Declined(FaultBlame.Channel, "planted", "planted");
            }
        }
    }

    /// A bill that broke off is taken for a whole one.
    internal sealed class TornBill(IChannel inner) : ChannelDecorator(inner)
    {
        public override async Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken)
        {
            var bill = await base.BillAsync(request, cancellationToken);
            return bill.Lines is null ? bill : bill with { Lines = Half(bill.Lines) };
        }

        private static async IAsyncEnumerable<BillLine> Half(IAsyncEnumerable<BillLine> whole)
        {
            var at = 0;
            await foreach (var line in whole)
            {
                if (at++ % 2 == 0) yield return line;
            }
        }
    }

    internal sealed class UnknownIsFailed(IChannel inner) : ChannelDecorator(inner)
    {
        public override async Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
        {
            try
            {
                var result = await base.QueryAsync(request, cancellationToken);
                return result is null or { Status: AttemptStatus.Unknown } ? new() { Status = AttemptStatus.Declined, Fault = s_fault } : result;
            }
            catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException)
            {
                return new() { Status = AttemptStatus.Declined, Fault = s_fault };
            }
        }
    }

    internal sealed class NotFoundIsClosed(IChannel inner) : ChannelDecorator(inner)
    {
        public override async Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) =>
            await base.QueryAsync(request, cancellationToken) is { Status: not AttemptStatus.NotFound } result ? result : new() { Status = AttemptStatus.Closed };

        public override async Task<CloseResult> CloseAsync(CloseRequest request, CancellationToken cancellationToken) =>
            await base.CloseAsync(request, cancellationToken) is { Outcome: not CloseOutcome.NotFound } result ? result : CloseResult.Of(CloseOutcome.Closed);
    }

    internal sealed class AmountNotCompared(IChannel inner, SharedDisk disk) : ChannelDecorator(inner)
    {
        public override async Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) =>
            await base.PayAsync(request, cancellationToken) is { Captured: not null } result ? result with { Captured = request.Amount } : ChannelResult.Unknown(FaultStage.AfterSend, "x", "x");

        public override async Task<ChannelResult> ContinueAsync(ContinueRequest request, CancellationToken cancellationToken) =>
            await base.ContinueAsync(request, cancellationToken) is { Captured: not null } result ? result with { Captured = request.Original.Amount } : ChannelResult.Unknown(FaultStage.AfterSend, "x", "x");

        public override async Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
        {
            var result = await base.QueryAsync(request, cancellationToken);
            return result is { Captured: not null } ? result with { Captured = request.Amount } : result;
        }

        public override async Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken)
        {
            var result = await base.ParseNotificationAsync(notification, cancellationToken);
            result.Events = [.. result.Events.Select(Equalled)];
            return result;
        }

        private NotificationEvent Equalled(NotificationEvent told) => told.Attempt is { Captured: not null } attempt
            && disk.Orders.FindPaymentByAttemptAsync(told.AttemptNumber).Result() is { } order
            ? told with { Attempt = attempt with { Captured = order.FindAttempt(told.AttemptNumber)!.SentAmount } }
            : told;
    }

    internal sealed class RefundUnderNewNumber(IChannel inner) : ChannelDecorator(inner)
    {
        private int _sends;

        public override Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken) =>
            base.RefundAsync(request with { RefundNumber = $"{request.RefundNumber}n{++_sends}" }, cancellationToken);
    }

    internal sealed class StepUnderNewKey(IChannel inner) : ChannelDecorator(inner)
    {
        private int _steps;

        public override Task<ChannelResult> ContinueAsync(ContinueRequest request, CancellationToken cancellationToken) =>
            base.ContinueAsync(request with { ContinuationKey = $"{request.ContinuationKey}n{++_steps}" }, cancellationToken);
    }

    /// Whatever a repeat is answered with is taken for the answer to the first one.
    internal sealed class RepeatBelieved(IChannel inner) : ChannelDecorator(inner)
    {
        public override async Task<ChannelResult> PayAsync(PayRequest request, CancellationToken cancellationToken) =>
            Believed(await base.PayAsync(request, cancellationToken));

        public override async Task<ChannelResult> ContinueAsync(ContinueRequest request, CancellationToken cancellationToken) =>
            Believed(await base.ContinueAsync(request, cancellationToken));

        private static ChannelResult Believed(ChannelResult result) => result is { Outcome: PayOutcome.Declined, Fault.RawCode: "repeated" }
            ? ChannelResult.Declined(FaultBlame.Payer, "repeated", "too frequent")
            : result;
    }

    internal sealed class ForgeryBelieved(IChannel inner) : ChannelDecorator(inner)
    {
        public override Task<NotificationResult> ParseNotificationAsync(InboundNotification notification, CancellationToken cancellationToken)
        {
            var read = Letter.Read(notification, "", isWeak: true);
            read.Events = [.. read.Events.Select(told => told with { MerchantId = null })];
            return Task.FromResult(read);
        }
    }
}
