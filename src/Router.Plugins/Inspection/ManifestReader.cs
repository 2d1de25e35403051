using System.Text.Json;
using Router.Abstractions;

namespace Router.Plugins.Inspection;

/// <summary>Reads plugin.json and checks everything in it that needs no code.</summary>
internal static class ManifestReader
{
    public const string FileName = "plugin.json";
    private const int BytesMax = 1 << 20;

    public static ChannelManifest? Read(string id, FolderContents contents, List<PluginDiagnostic> problems)
    {
        var path = contents.FullPath(FileName);
        if (!contents.Has(FileName))
        {
            problems.Add(Diagnostics.FileMissing(id, contents.Folder, FileName));
            return null;
        }
        try
        {
            if (new FileInfo(path).Length > BytesMax)
                throw new IOException($"it is longer than {BytesMax:N0} bytes.");
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), ContractJson.Default.ChannelManifest)
                ?? throw new JsonException("It is null.");
            foreach (var what in ManifestRules.Broken(manifest))
                problems.Add(Diagnostics.ManifestWrong(id, path, what));
            return manifest;
        }
        catch (JsonException e)
        {
            // A manifest of another contract may well have members that this one does not know.
            var before = problems.Count;
            if (ContractOf(path) is { } contract)
                CheckContract(id, contract, problems);
            if (problems.Count > before)
                return null;
            var place = e.Path is null or "$" ? "" : $" At {e.Path}.";
            var reason = e.Message.Split(" Path:")[0].Split(" LineNumber:")[0];
            problems.Add(Diagnostics.ManifestNotJson(id, path, (e.LineNumber ?? 0) + 1, reason + place));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            problems.Add(Diagnostics.ManifestWrong(id, path, e.Message));
        }
        return null;
    }

    public static void CheckContract(string id, ContractRange contract, List<PluginDiagnostic> problems)
    {
        if (contract.Min > ChannelContract.Version)
            problems.Add(Diagnostics.ContractNewer(id, contract));
        else if (contract.Max < ChannelContract.Version)
            problems.Add(Diagnostics.ContractOlder(id, contract));
    }

    private static ContractRange? ContractOf(string path)
    {
        try
        {
            var lenient = new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), lenient);
            var range = json.RootElement.GetProperty("contract");
            return new(range.GetProperty("min").GetInt32(), range.GetProperty("max").GetInt32());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or IOException)
        {
            return null;
        }
    }
}
