using Router.Hosting.Operations;

namespace Router.AspNetCore.Views;

/// <param name="Code">As everywhere.</param>
/// <param name="Message">As everywhere.</param>
/// <param name="Entries">Newest first.</param>
/// <param name="Before">For the next page; absent: there is none.</param>
internal sealed record AuditListView(string Code, string Message, IReadOnlyList<AuditEntry> Entries, long? Before);
