namespace Router.Storage.Sqlite.Writing;

/// <summary>What a stored order's conditions are checked against.</summary>
internal sealed record StoredHead(long Seq, long Version, long Fence, bool Blocks, bool HasOpenCase)
{
    public bool Allows(long expectedVersion, long? requiredFence) =>
        Version == expectedVersion && (requiredFence is null || requiredFence == Fence);
}
