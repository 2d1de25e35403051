namespace Router.Rules.Index;

/// What a dimension of the index is about: a fact by its slot, or a metadata key.
internal readonly record struct DimensionKey(int Slot, string? MetadataKey)
{
    /// Tags hold several values at once.
    public bool IsSet => Slot == (int)FactId.Tags;

    public static DimensionKey OfFact(int slot) => new(slot, null);

    public static DimensionKey OfMetadata(string key) => new(-1, key);
}
