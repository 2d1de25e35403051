namespace Router.AspNetCore.Views;

/// <param name="Code">000000.</param>
/// <param name="Message">ok.</param>
/// <param name="Problems">Everything that is wrong; what is wrong keeps its last good state.</param>
internal sealed record ReloadView(string Code, string Message, IReadOnlyList<string> Problems);
