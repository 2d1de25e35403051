using System.Text.Json;

namespace Router.Rules.Json;

/// The names of a JSON text by number. The same few stand in every rule, so most are found by their bytes and need no new string.
internal sealed class NameTable
{
    private const int Slots = 64;

    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly (int Offset, int Length, int Number)[] _recent = new (int, int, int)[Slots];

    public IReadOnlyList<string> Names => _names;

    /// Of the name at which the reader stands, which reads from the first of these bytes.
    public int NumberOf(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        var raw = reader.ValueSpan;
        if (reader.ValueIsEscaped || raw.Length == 0) return Number(reader.GetString()!);
        ref var recent = ref _recent[(raw.Length + (raw[0] * 7) + (raw[^1] * 13)) % Slots];
        if (recent.Length == raw.Length && bytes.Slice(recent.Offset, recent.Length).SequenceEqual(raw)) return recent.Number;
        recent = ((int)reader.TokenStartIndex + 1, raw.Length, Number(reader.GetString()!));
        return recent.Number;
    }

    private int Number(string name)
    {
        if (_numbers.TryGetValue(name, out var number)) return number;
        // The one that the program itself uses, where there is one, is compared at once.
        name = string.IsInterned(name) ?? name;
        _numbers.Add(name, _names.Count);
        _names.Add(name);
        return _names.Count - 1;
    }
}
