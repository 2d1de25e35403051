using System.Globalization;

namespace Router.ChannelSimulators.Stripe;

// The fields of a form or a query, each once; whatever nobody asked for is an unknown parameter, as at the provider.
internal sealed class SimForm
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public SimForm(string text)
    {
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(cut < 0 ? pair : pair[..cut]);
            var value = cut < 0 ? "" : Decode(pair[(cut + 1)..]);
            if (!_fields.TryAdd(name, value)) throw new SimFailure(SimError.Invalid("parameter_unknown", name, $"Received {name} twice."));
            if (value.Length == 0) throw new SimFailure(SimError.Invalid("parameter_invalid_empty", name, $"You passed an empty string for '{name}'."));
        }
    }

    public string? Text(string name)
    {
        _asked.Add(name);
        return _fields.GetValueOrDefault(name);
    }

    public string Must(string name) => Text(name) ?? throw new SimFailure(SimError.Invalid("parameter_missing", name, $"Missing required param: {name}."));

    public long? Whole(string name)
    {
        if (Text(name) is not { } text) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
            ? whole
            : throw new SimFailure(SimError.Invalid("parameter_invalid_integer", name, $"Invalid integer: {text}"));
    }

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw new SimFailure(SimError.Invalid("parameter_unknown", name, $"Invalid boolean for {name}.")),
    };

    public string? OneOf(string name, params string[] allowed) =>
        Text(name) is { } text && !allowed.Contains(text, StringComparer.Ordinal)
            ? throw new SimFailure(SimError.Invalid("parameter_unknown", name, $"Invalid {name}: must be one of {string.Join(", ", allowed)}"))
            : Text(name);

    public SortedDictionary<string, string> Metadata()
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in _fields.Where(f => f.Key.StartsWith("metadata[", StringComparison.Ordinal) && f.Key.EndsWith(']')))
        {
            _asked.Add(name);
            var key = name["metadata[".Length..^1];
            if (key.Length is 0 or > 40 || value.Length > 500) throw new SimFailure(SimError.Invalid("parameter_unknown", name, "Metadata keys have at most 40 and values at most 500 characters."));
            found[key] = value;
        }

        return found;
    }

    public bool Expands(string what)
    {
        var found = false;
        for (var i = 0; i < 10; i++) found |= Text($"expand[{i}]") == what;
        return found;
    }

    public void NothingElse()
    {
        foreach (var name in _fields.Keys.Where(n => !_asked.Contains(n)))
            throw new SimFailure(SimError.Invalid("parameter_unknown", name, $"Received unknown parameter: {name}"));
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
