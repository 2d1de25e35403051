namespace Router.AspNetCore.Views;

/// <param name="Code">000000.</param>
/// <param name="Message">ok.</param>
/// <param name="Cases">The newest order first.</param>
/// <param name="Before">What to send as ?before= for the next page; absent on the last.</param>
internal sealed record OpenCaseListView(string Code, string Message, IReadOnlyList<OpenCaseView> Cases, string? Before);
