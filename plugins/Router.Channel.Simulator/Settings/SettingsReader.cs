using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Simulator.Settings;

// Reads one object of the settings and names the setting in every complaint.
internal sealed class SettingsReader
{
    private readonly JsonElement _object;
    private readonly string _accountId;
    private readonly string _path;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    internal SettingsReader(JsonElement element, string accountId, string path = "")
    {
        _object = element;
        _accountId = accountId;
        _path = path;
        if (element.ValueKind != JsonValueKind.Object) throw Wrong("", "is not an object", "write { … }");
    }

    internal string? Text(string name)
    {
        if (!Find(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) return text;
        throw Wrong(name, "is not a text", "write a text of one character or more");
    }

    internal bool Switch(string name, bool otherwise)
    {
        if (!Find(name, out var value)) return otherwise;
        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(name, "is not true or false", "write true or false"),
        };
    }

    internal long Whole(string name, long otherwise, long min, long max)
    {
        if (!Find(name, out var value)) return otherwise;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) && whole >= min && whole <= max) return whole;
        throw Wrong(name, "is no whole number in its range", $"write one from {min} to {max}");
    }

    internal double Number(string name, double otherwise, double max)
    {
        if (!Find(name, out var value)) return otherwise;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= 0 && number <= max) return number;
        throw Wrong(name, "is no number in its range", $"write one from 0 to {max}");
    }

    internal DateTimeOffset? Time(string name)
    {
        if (!Find(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time)) return time;
        throw Wrong(name, "is no point in time", "write it as 2026-01-31T08:00:00Z");
    }

    internal IReadOnlyList<string> Texts(string name, IReadOnlyList<string>? known = null)
    {
        if (!Find(name, out var value)) return [];
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            throw Wrong(name, "is not a list of texts", "write [\"…\", \"…\"]");
        var texts = value.EnumerateArray().Select(item => item.GetString()!).ToArray();
        if (known is not null && texts.FirstOrDefault(text => !known.Contains(text)) is { } unknown)
            throw Wrong(name, $"names '{unknown}', which is none of its values", $"use {string.Join(", ", known)}");
        return texts;
    }

    internal SettingsReader? Object(string name) => Find(name, out var value) ? Inner(name, value) : null;

    internal bool Raw(string name, out JsonElement value) => Find(name, out value);

    internal SettingsReader Inner(string name, JsonElement value) => new(value, _accountId, At(name));

    internal void RefuseOthers()
    {
        foreach (var property in _object.EnumerateObject())
        {
            if (!_asked.Contains(property.Name))
                throw Wrong(property.Name, "is not known", $"remove it or use one of {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
        }
    }

    internal ChannelConfigurationException Wrong(string name, string what, string mend) =>
        new($"Setting '{At(name)}' of account '{_accountId}' {what}; {mend}.");

    private string At(string name) => _path.Length == 0 ? name.Length == 0 ? "settings" : name : name.Length == 0 ? _path : $"{_path}.{name}";

    private bool Find(string name, out JsonElement value)
    {
        _asked.Add(name);
        return _object.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
