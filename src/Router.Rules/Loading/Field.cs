namespace Router.Rules.Loading;

/// A field that a condition can name.
internal sealed record Field(string Name, FieldType Type, int Slot, Registry? Known = null, string? MetadataKey = null, bool IsAlwaysGiven = false);
