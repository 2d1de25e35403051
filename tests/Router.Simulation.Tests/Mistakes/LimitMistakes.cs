using Router.Abstractions;
using Router.Core.Store;

namespace Router.Simulation.Tests.Mistakes;

/// What goes wrong where an account's day is not held in the commit.
internal static class LimitMistakes
{
    /// Looked up first and written afterwards: two callers find the same room.
    internal sealed class CheckedBeforeTheCommit(IOrderStore inner) : StoreDecorator(inner)
    {
        public override async ValueTask<CommitResult> CommitAsync(OrderCommit commit)
        {
            if (commit is not { Limit: { } limit, Payment.Order: { } order } || order.FindAttempt(limit.AttemptNumber) is not { LimitDay: { } day } attempt)
                return await base.CommitAsync(commit);
            var uses = await Inner.UseOfDayAsync(attempt.AccountId, day);
            var amount = uses.FirstOrDefault(u => u.Currency == Currency.CNY)?.AmountMinor ?? 0;
            if (!limit.Allows(uses.Sum(u => u.Count), amount, attempt.SentAmount.Minor)) return CommitResult.LimitReached;
            return await base.CommitAsync(commit with { Limit = null });
        }
    }

    internal sealed class NotChecked(IOrderStore inner) : StoreDecorator(inner)
    {
        public override ValueTask<CommitResult> CommitAsync(OrderCommit commit) => base.CommitAsync(commit with { Limit = null });
    }
}
