namespace Router.AspNetCore.Bodies;

/// <param name="File">Where the copy goes: a whole path on the router's machine, where there is no file yet.</param>
internal sealed record BackupBody(string? File);
