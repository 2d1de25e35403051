namespace Router.AspNetCore.Views;

/// <param name="Code">000000.</param>
/// <param name="Message">ok.</param>
/// <param name="File">The copy.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record BackupView(string Code, string Message, string File, long Bytes);
