namespace Router.Core.Orders;

/// <summary>Opens and answers the cases of an order.</summary>
public static class SuspenseCases
{
    /// <summary>The kind of what a forced removal of an account left behind.</summary>
    public const string AccountRemoved = "account-removed";

    /// <summary>The kind of a capture that went back and that the channel says stands after all.</summary>
    public const string ReverseContradicted = "reverse-contradicted";

    /// <summary>The kind of a capture under a transaction that has paid another payment.</summary>
    public const string TransactionTaken = "transaction-taken";

    extension(PaymentOrder order)
    {
        public bool HasOpenCase => order.Cases.Any(c => c.ResolvedAt is null);

        /// <summary>Opens a case; one of the same kind that is open for the attempt stays the only one.</summary>
        public PaymentOrder OpenCase(string kind, string attemptNumber, string detail, DateTimeOffset now) =>
            order.HasOpen(kind, attemptNumber)
                ? order
                : order with { Cases = [.. order.Cases, new SuspenseCase(kind, attemptNumber, detail, now)] };

        public bool HasOpenCaseOf(string attemptNumber) => order.Cases.Any(c => c.ResolvedAt is null && c.AttemptNumber == attemptNumber);

        public bool HasOpen(string kind, string attemptNumber) =>
            order.Cases.Any(c => c.ResolvedAt is null && c.Kind == kind && c.AttemptNumber == attemptNumber);

        /// <summary>Opens a case unless the very same question has been answered: by people for good, otherwise until it is asked anew.</summary>
        public PaymentOrder Ask(string kind, string attemptNumber, string detail, DateTimeOffset now, bool anew = false) =>
            order.Cases.Any(c => c.ResolvedAt is not null && c.Kind == kind && c.AttemptNumber == attemptNumber && c.Detail == detail && (!anew || c.Approved is not null))
                ? order
                : order.OpenCase(kind, attemptNumber, detail, now);

        /// <summary>Whether this is the last that two people decided about the attempt.</summary>
        public bool WasDecided(string attemptNumber, CaseDecision decision) =>
            order.Cases.Where(c => c.AttemptNumber == attemptNumber).Select(c => c.Approved).OfType<CaseProposal>().MaxBy(p => p.ApprovedAt)?.Decision == decision;

        /// <param name="attemptNumber">The attempt whose cases are answered.</param>
        /// <param name="resolution">How.</param>
        /// <param name="now">When.</param>
        /// <param name="kind">Only this kind; null: all but two-transactions, which only people answer.</param>
        public PaymentOrder ResolveCases(string attemptNumber, string resolution, DateTimeOffset now, string? kind = null)
        {
            bool Answered(SuspenseCase c) => c.ResolvedAt is null && c.AttemptNumber == attemptNumber
                && (kind is null ? c.Kind != "two-transactions" : c.Kind == kind);
            return order.Cases.Any(Answered)
                ? order with { Cases = [.. order.Cases.Select(c => Answered(c) ? c with { ResolvedAt = now, Resolution = resolution } : c)] }
                : order;
        }
    }
}
