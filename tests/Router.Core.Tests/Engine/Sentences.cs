using Router.Core.Store;

namespace Router.Core.Tests.Engine;

/// What people will read of a commit says something: no case, answer, refund or key without its words.
internal static class Sentences
{
    public static void Check(OrderCommit commit)
    {
        if (commit.Payment is { Order: { } order })
        {
            order.Id.Should().StartWith("pay");
            foreach (var question in order.Cases)
            {
                question.Detail.Should().NotBeNullOrWhiteSpace(question.Kind).And.NotEndWith(" .", question.Kind).And.NotEndWith(": ", question.Kind);
                if (question.ResolvedAt is not null) question.Resolution.Should().NotBeNullOrWhiteSpace(question.Kind);
            }

            order.Cases.Select(c => c.Kind).Should().NotContain("");
        }

        if (commit.Refund is { Refund: { IsOrphanRefund: true } refund }) refund.Reason.Should().NotBeNullOrWhiteSpace();
        if (commit.Idempotency is { } row) row.Key.Should().MatchRegex("^(pay|refund|orphan):");
    }
}
