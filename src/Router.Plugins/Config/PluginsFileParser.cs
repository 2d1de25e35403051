using System.Text.Json;

namespace Router.Plugins.Config;

/// <summary>Reads plugins.json token by token, because every complaint names its line and column.</summary>
internal ref struct PluginsFileParser
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly string _path;
    private readonly List<PluginEntry> _entries = [];
    private readonly List<PluginDiagnostic> _problems = [];
    private Utf8JsonReader _reader;

    public PluginsFileParser(ReadOnlySpan<byte> json, string path)
    {
        _json = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        _path = path;
        _reader = new(_json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 8 });
    }

    public PluginsFile Parse()
    {
        try
        {
            ReadRoot();
        }
        catch (JsonException e)
        {
            var reason = e.Message.Split(" LineNumber:")[0];
            _problems.Add(Diagnostics.FileNotJson(_path, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, reason));
        }
        catch (InvalidOperationException)
        {
            // The reader passes over bytes that are no text and throws at whoever asks for them.
            Complain("here stands a text that is not valid Unicode", "Write the file as UTF-8.");
        }
        return new(_path, _entries, _problems);
    }

    private void ReadRoot()
    {
        _reader.Read();
        var hasPlugins = false;
        if (!Expect(JsonTokenType.StartObject, "the file", "an object with a member \"plugins\""))
            return;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.GetString()!;
            if (name is not ("plugins" or "$schema"))
                Complain($"\"{name}\" is not a member of plugins.json", "Use \"plugins\".");
            _reader.Read();
            if (name == "plugins" && Expect(JsonTokenType.StartArray, "\"plugins\"", "a list"))
            {
                hasPlugins = true;
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                    ReadEntry();
            }
            else
            {
                _reader.Skip();
            }
        }
        if (!hasPlugins && _problems.Count == 0)
            Complain("the member \"plugins\" is missing", "Add \"plugins\": [].");
        _reader.Read();
    }

    private void ReadEntry()
    {
        var start = _reader.TokenStartIndex;
        if (!Expect(JsonTokenType.StartObject, "an entry of \"plugins\"", "an object"))
        {
            _reader.Skip();
            return;
        }
        string? id = null, folder = null, accounts = null;
        var versions = VersionRange.Any;
        PluginTrust? trust = null;
        var enabled = true;
        var problemsBefore = _problems.Count;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.GetString()!;
            var nameStart = _reader.TokenStartIndex;
            _reader.Read();
            switch (name)
            {
                case "id": id = ReadId(); break;
                case "folder": folder = ReadFolder(); break;
                case "version": versions = ReadVersions(); break;
                case "trust": trust = ReadTrust(); break;
                case "enabled": enabled = ReadBool(name); break;
                case "accounts": accounts = ReadPath(name); break;
                default:
                    Complain($"\"{name}\" is not a member of a plugin's entry", "Use id, folder, version, trust, enabled, accounts.", nameStart);
                    _reader.Skip();
                    break;
            }
        }
        if (_problems.Count > problemsBefore)
            return;
        if (id is null || folder is null || trust is null)
            Complain($"the entry lacks \"{(id is null ? "id" : folder is null ? "folder" : "trust")}\"", "Every entry has id, folder and trust.", start);
        else if (_entries.Exists(e => e.Id == id))
            _problems.Add(Diagnostics.DuplicateId(_path, Line(start), id));
        else
            _entries.Add(new(id, folder, versions, trust, enabled, accounts));
    }

    private string? ReadId()
    {
        var id = ReadString("id");
        if (id is null || Patterns.Id().IsMatch(id))
            return id;
        Complain($"the id \"{id}\" is not 2-32 of a-z, 0-9 and -", "Use the id of the plugin's manifest.");
        return null;
    }

    private string? ReadFolder()
    {
        var folder = ReadString("folder");
        if (folder is null)
            return null;
        if (folder.Length == 0 || folder.Contains('\0') || folder.Split('/', '\\').Contains(".."))
        {
            Complain($"the folder \"{folder}\" is empty or leads out of the plugins root", "Name a folder under it, or give a full path.");
            return null;
        }
        return folder;
    }

    private VersionRange ReadVersions()
    {
        var text = ReadString("version");
        if (text is null)
            return VersionRange.Any;
        if (VersionRange.TryParse(text) is { } range)
            return range;
        Complain($"the version range \"{text}\" cannot be read", "Write an interval: [0.1,1.0) or [1.2.3] or [1.0,).");
        return VersionRange.Any;
    }

    private PluginTrust? ReadTrust()
    {
        const string Forms = "Write \"build\", { \"sha256\": \"<64 hex digits of plugin.hashes.json>\" } or { \"key\": \"<public key>.pem\" }.";
        if (_reader.TokenType == JsonTokenType.String && _reader.ValueTextEquals("build"))
            return new PluginTrust.Build();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            Complain("\"trust\" has none of its forms", Forms);
            _reader.Skip();
            return null;
        }
        PluginTrust? trust = null;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.GetString()!;
            _reader.Read();
            var value = name == "key" ? ReadPath(name) : name == "sha256" ? ReadString(name) : null;
            if (value is not null && trust is null && name == "key")
                trust = new PluginTrust.Key(value);
            else if (value is not null && trust is null && Patterns.Sha256().IsMatch(value))
                trust = new PluginTrust.Sha256(value);
            else
                Complain($"\"{name}\" cannot stand here in \"trust\"", Forms);
            _reader.Skip();
        }
        if (trust is null)
            Complain("\"trust\" has none of its forms", Forms);
        return trust;
    }

    private string? ReadString(string name) => Expect(JsonTokenType.String, $"\"{name}\"", "a string") ? _reader.GetString() : SkipToNull();

    private string? ReadPath(string name)
    {
        var file = ReadString(name);
        if (file is null)
            return null;
        if (file.Length > 0 && !file.Contains('\0'))
            return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(_path)!, file));
        Complain($"\"{name}\" names no file", "Write a path.");
        return null;
    }

    private bool ReadBool(string name)
    {
        if (_reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            return _reader.GetBoolean();
        Expect(JsonTokenType.True, $"\"{name}\"", "true or false");
        _reader.Skip();
        return false;
    }

    private string? SkipToNull()
    {
        _reader.Skip();
        return null;
    }

    private readonly bool Expect(JsonTokenType type, string what, string wanted)
    {
        if (_reader.TokenType == type)
            return true;
        Complain($"{what} must be {wanted}", "Correct it.");
        return false;
    }

    private readonly void Complain(string what, string mend, long? at = null)
    {
        var start = at ?? _reader.TokenStartIndex;
        var column = start - _json[..(int)start].LastIndexOf((byte)'\n');
        _problems.Add(Diagnostics.FileWrong(_path, Line(start), column, what, mend));
    }

    private readonly long Line(long start) => _json[..(int)start].Count((byte)'\n') + 1;
}
