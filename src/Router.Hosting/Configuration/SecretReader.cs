namespace Router.Hosting.Configuration;

/// <summary>Finds secrets by name: an environment variable first, then a file. Nothing is cached, so a rotated secret is seen at the next open.</summary>
internal sealed class SecretReader(PaymentRouterOptions options)
{
    /// <summary>Every secret that is a file, with a text that changes when the file is replaced.</summary>
    public IReadOnlyDictionary<string, string> Stamps()
    {
        var folder = new DirectoryInfo(Path.GetFullPath(options.SecretsFolder));
        if (!folder.Exists) return new Dictionary<string, string>();
        return folder.EnumerateFiles().ToDictionary(f => f.Name, f => $"{f.LastWriteTimeUtc.Ticks}:{f.Length}", StringComparer.Ordinal);
    }

    public string Read(string name)
    {
        if (name.Length is 0 or > 64 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new KeyNotFoundException("A secret's name is 1 to 64 letters, digits, - and _; the settings hold its name, never the secret itself.");
        var variable = "ROUTER_SECRET_" + name.Replace('-', '_').ToUpperInvariant();
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value) return value;
        var file = Path.Combine(Path.GetFullPath(options.SecretsFolder), name);
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyNotFoundException($"Secret '{name}' is in neither the environment variable {variable} nor the file {file}.", exception);
        }
    }
}
