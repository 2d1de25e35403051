using Router.Core.Payments;

namespace Router.Core.Bills;

/// <summary>Asks for the comparison of an account's bills with our own record.</summary>
/// <param name="AccountId">The merchant account; a retired one too.</param>
/// <param name="From">The first day, in the channel's zone.</param>
/// <param name="To">The last day.</param>
/// <param name="AppliedBy">Who hands what the bills prove to the engine; null: it is only looked.</param>
/// <param name="Archives">Archive files in which numbers are looked up that the store does not have; null: none.</param>
public sealed record ReconcileCommand(string AccountId, DateOnly From, DateOnly To, string? AppliedBy = null, IReadOnlyList<string>? Archives = null);

/// <param name="Report">What was found; with an error what was found and done until then, null: nothing was begun.</param>
/// <param name="Error">Why there is none.</param>
public sealed record ReconcileAnswer(BillReport? Report, RouterError? Error);

/// <summary>Compares bills with what the store has. Thread-safe.</summary>
public interface IReconciliation
{
    Task<ReconcileAnswer> RunAsync(ReconcileCommand command);
}
