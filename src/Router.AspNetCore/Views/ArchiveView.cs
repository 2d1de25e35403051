namespace Router.AspNetCore.Views;

/// <param name="Code">000000.</param>
/// <param name="Message">ok.</param>
/// <param name="File">The archive; not there where nothing was archived.</param>
/// <param name="Archived">Orders that stand in it and no longer in the store.</param>
/// <param name="Kept">Final orders made before the moment named that stay: too young, or something still hangs on them.</param>
/// <param name="KeysForgotten">Idempotency keys deleted.</param>
internal sealed record ArchiveView(string Code, string Message, string File, long Archived, long Kept, long KeysForgotten);
