namespace Router.Rules.Json;

/// One value of a JSON text. What a value holds follows it, up to the token with the number End.
internal struct JsonToken
{
    public JsonKind Kind;

    /// A text with backslashes in it.
    public bool IsEscaped;

    /// First byte of the value in the source.
    public int Offset;

    /// Bytes of a text between its quotes or of a number; how many values an array or object holds.
    public int Length;

    public int End;

    /// By number, and where it stands; -1 for what has no name.
    public int Name;

    public int NameOffset;
}
