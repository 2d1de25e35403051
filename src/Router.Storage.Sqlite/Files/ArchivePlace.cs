namespace Router.Storage.Sqlite.Files;

/// <summary>Where a line stands in the archive files that are open, in bytes.</summary>
internal readonly record struct ArchivePlace(int File, long Start, int Length);
