using Router.Core.Orders;
using Router.Core.Store;
using Router.Simulation.World;

namespace Router.Simulation.Tests.Mistakes;

/// What goes wrong where a store keeps its promises badly, or an engine writes the wrong thing.
internal static class StoreMistakes
{
    internal sealed class NoUniqueIndex(IOrderStore inner) : StoreDecorator(inner)
    {
        private int _doubles;

        public override async ValueTask<CommitResult> CommitAsync(OrderCommit commit)
        {
            var result = await base.CommitAsync(commit);
            if (result is not (CommitResult.DuplicateOrderNo or CommitResult.DuplicateKey) || commit.Payment is not { } payment) return result;
            var terms = payment.Order.Terms with { MerchantOrderNo = $"{payment.Order.Terms.MerchantOrderNo}-double{++_doubles}" };
            return await base.CommitAsync(commit with { Idempotency = null, Payment = payment with { Order = payment.Order with { Terms = terms } } });
        }
    }

    /// Neither lease nor version is looked at: whoever writes last is right.
    internal sealed class TwoRecoveriesAtOnce(IOrderStore inner) : StoreDecorator(inner)
    {
        public override async ValueTask<CommitResult> CommitAsync(OrderCommit commit)
        {
            while (true)
            {
                var result = await base.CommitAsync(commit);
                if (result != CommitResult.Conflict || commit.Payment is not { ExpectedVersion: > 0 } payment) return result;
                if (await Inner.FindPaymentAsync(payment.Order.Id) is not { } stored) return result;
                if (stored.Version == payment.ExpectedVersion && payment.RequiredFence is null) return result;
                commit = commit with { Payment = new(payment.Order, stored.Version) };
            }
        }
    }

    internal sealed class OrphanNotRefunded(IOrderStore inner) : StoreDecorator(inner)
    {
        public override async ValueTask<IReadOnlyList<PaymentOrder>> DuePaymentsAsync(DateTimeOffset now, int limit) =>
            [.. (await base.DuePaymentsAsync(now, limit)).Where(o => !o.IsFinal)];
    }

    internal sealed class WinnerRefundedAsOrphan(IOrderStore inner) : StoreDecorator(inner)
    {
        public override ValueTask<CommitResult> CommitAsync(OrderCommit commit) => base.CommitAsync(Changed(commit, order =>
            order is { State: PaymentState.Succeeded, WinningAttempt: { } winner } && order.FindAttempt(winner) is { IsOrphan: false } attempt
                ? order.WithAttempt(attempt with { IsOrphan = true, OrphanConfirmed = true }) with { DueAt = order.FinishedAt }
                : order));
    }

    internal sealed class StateBackwards(IOrderStore inner) : StoreDecorator(inner)
    {
        public override async ValueTask<CommitResult> CommitAsync(OrderCommit commit)
        {
            var wasFinal = commit.Payment is { ExpectedVersion: > 0 } payment && await Inner.FindPaymentAsync(payment.Order.Id) is { IsFinal: true };
            return await base.CommitAsync(wasFinal ? Changed(commit, order => order with { State = PaymentState.Paying }) : commit);
        }
    }

    internal sealed class SendingNotStored(IOrderStore inner, Draw draw) : StoreDecorator(inner)
    {
        public override ValueTask<CommitResult> CommitAsync(OrderCommit commit) =>
            commit.Payment is { Order.LiveAttempt.State: AttemptState.Sending } && draw.Chance(0.05) ? new(CommitResult.Committed) : base.CommitAsync(commit);
    }

    internal sealed class KeyNotStored(IOrderStore inner) : StoreDecorator(inner)
    {
        public override ValueTask<CommitResult> CommitAsync(OrderCommit commit) => base.CommitAsync(commit with { Idempotency = null });
    }

    internal sealed class MessageNotStored(IOrderStore inner, Draw draw) : StoreDecorator(inner)
    {
        public override ValueTask<CommitResult> CommitAsync(OrderCommit commit) =>
            base.CommitAsync(commit.Payment is not null && draw.Chance(0.05) ? commit with { Outbox = [] } : commit);
    }

    internal sealed class MessagesOutOfOrder(IOrderStore inner) : StoreDecorator(inner)
    {
        public override async ValueTask<IReadOnlyList<OutboxRecord>> DueOutboxAsync(DateTimeOffset now, int limit)
        {
            var due = await base.DueOutboxAsync(now, limit);
            var last = new List<OutboxRecord>();
            foreach (var message in due) last.Add((await Inner.OutboxOfAsync(message.PaymentId)).Last(m => m.State == OutboxState.Waiting && (m.DueAt <= now)));
            return last;
        }
    }

    internal sealed class RefundHoldsNothing(IOrderStore inner) : StoreDecorator(inner)
    {
        public override ValueTask<CommitResult> CommitAsync(OrderCommit commit) =>
            base.CommitAsync(Changed(commit, order => order with { RefundHeldMinor = order.RefundedMinor }));
    }

    private static OrderCommit Changed(OrderCommit commit, Func<PaymentOrder, PaymentOrder> change) =>
        commit.Payment is { } payment ? commit with { Payment = payment with { Order = change(payment.Order) } } : commit;
}
