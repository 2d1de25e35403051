using Router.Abstractions;
using Router.Core.Store;

namespace Router.Simulation.Tests.Mistakes;

/// What goes wrong where an account's day is not held in the commit.
internal static class LimitMistakes
{
    /// Looked up first and written afterwards, and the look-up kept for the next two: callers find room that others have taken since.
    internal sealed class CheckedBeforeTheCommit(IOrderStore inner) : StoreDecorator(inner)
    {
        private readonly Dictionary<(string, DateOnly), (IReadOnlyList<DayUse> Uses, int Age)> _known = [];

        public override async ValueTask<CommitResult> CommitAsync(OrderCommit commit)
        {
            if (commit is not { Limit: { } limit, Payment.Order: { } order } || order.FindAttempt(limit.AttemptNumber) is not { LimitDay: { } day } attempt)
                return await base.CommitAsync(commit);
            var uses = await LookUpAsync(attempt.AccountId, day);
            var amount = uses.FirstOrDefault(u => u.Currency == Currency.CNY)?.AmountMinor ?? 0;
            if (!limit.Allows(uses.Sum(u => u.Count), amount, attempt.SentAmount.Minor)) return CommitResult.LimitReached;
            return await base.CommitAsync(commit with { Limit = null });
        }

        private async ValueTask<IReadOnlyList<DayUse>> LookUpAsync(string account, DateOnly day)
        {
            var (uses, age) = _known.GetValueOrDefault((account, day));
            if (uses is null || age == 2) (uses, age) = (await Inner.UseOfDayAsync(account, day), -1);
            _known[(account, day)] = (uses, age + 1);
            return uses;
        }
    }

    internal sealed class NotChecked(IOrderStore inner) : StoreDecorator(inner)
    {
        public override ValueTask<CommitResult> CommitAsync(OrderCommit commit) => base.CommitAsync(commit with { Limit = null });
    }
}
