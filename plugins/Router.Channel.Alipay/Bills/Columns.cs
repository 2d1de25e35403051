namespace Router.Channel.Alipay.Bills;

/// <summary>Columns by name: files have more or fewer, in other orders. Brackets are full-width in some files and plain in others.</summary>
internal sealed class Columns
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public Columns(IReadOnlyList<string> header)
    {
        for (var i = 0; i < header.Count; i++)
            if (header[i].Length > 0 && !_places.TryAdd(Plain(header[i]), i)) throw new InvalidDataException($"The bill has the column {header[i]} twice.");
        Count = header.Count;
    }

    public int Count { get; }

    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public string Of(string[] row, string name) => Find(row, name) ?? throw new InvalidDataException($"The bill has no column {name}.");

    public string? Find(string[] row, string name) => _places.TryGetValue(Plain(name), out var place) && place < row.Length ? row[place] : null;

    private static string Plain(string name) =>
        name.Trim('\uFEFF').Replace('（', '(').Replace('）', ')').Replace(" ", "", StringComparison.Ordinal);
}
