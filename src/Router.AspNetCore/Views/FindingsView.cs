namespace Router.AspNetCore.Views;

/// <param name="Code">000000.</param>
/// <param name="Message">ok.</param>
/// <param name="Findings">What is wrong with the store, each with its number; empty where nothing is.</param>
internal sealed record FindingsView(string Code, string Message, IReadOnlyList<string> Findings);
