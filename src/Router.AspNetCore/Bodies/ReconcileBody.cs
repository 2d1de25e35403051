namespace Router.AspNetCore.Bodies;

/// <param name="Account">The merchant account.</param>
/// <param name="Date">The first day, such as 2026-03-10, in the channel's zone.</param>
/// <param name="To">The last day; left out: the first.</param>
/// <param name="Apply">True: what the bills prove goes to the engine. Left out: it is only looked.</param>
/// <param name="Archives">Archive files on the router's machine, whole paths, in which payments are looked up that have left the store; at most 8.</param>
internal sealed record ReconcileBody(string? Account, string? Date, string? To, bool? Apply, IReadOnlyList<string>? Archives);
