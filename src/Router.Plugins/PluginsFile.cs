namespace Router.Plugins;

/// <summary>plugins.json: the list of the plugins that may be loaded. What is not listed is not looked at.</summary>
public sealed class PluginsFile
{
    /// <summary>The longest file read.</summary>
    public const int BytesMax = 1 << 20;

    internal PluginsFile(string path, IReadOnlyList<PluginEntry> entries, IReadOnlyList<PluginDiagnostic> problems)
    {
        FilePath = path;
        Entries = entries;
        Problems = problems;
    }

    /// <summary>Where it was read from.</summary>
    public string FilePath { get; }

    /// <summary>The plugins in the file's order; of two with one id only the first.</summary>
    public IReadOnlyList<PluginEntry> Entries { get; }

    /// <summary>Everything wrong with the file, each with line and column.</summary>
    public IReadOnlyList<PluginDiagnostic> Problems { get; }

    /// <summary>
    /// False where the file as a whole cannot be used; a catalog then changes nothing. A second entry of one id alone leaves it usable.
    /// </summary>
    public bool IsUsable => Problems.All(p => p.IsWarning || p.Id == Diagnostics.DuplicateIdNumber);

    /// <summary>Reads a file. A file that is missing or cannot be read is a problem of the result, never an exception.</summary>
    /// <param name="path">Its path.</param>
    public static PluginsFile Read(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            using var stream = File.OpenRead(full);
            if (stream.Length > BytesMax)
                return new(full, [], [Diagnostics.FileUnreadable(full, $"it has {stream.Length:N0} bytes, more than the {BytesMax:N0} allowed")]);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Parse(bytes, full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(full, [], [Diagnostics.FileUnreadable(full, e.Message)]);
        }
    }

    /// <summary>Reads text.</summary>
    /// <param name="json">The text, UTF-8.</param>
    /// <param name="path">Where it is from: for messages, and its folder is what key and accounts files are relative to.</param>
    public static PluginsFile Parse(ReadOnlySpan<byte> json, string path)
    {
        var full = Path.GetFullPath(path);
        if (json.Length > BytesMax)
            return new(full, [], [Diagnostics.FileUnreadable(full, $"it has {json.Length:N0} bytes, more than the {BytesMax:N0} allowed")]);
        return new PluginsFileParser(json, full).Parse();
    }
}
