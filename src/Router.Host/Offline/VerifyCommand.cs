using System.CommandLine;
using System.Text.Json.Nodes;
using Router.Host.Cli;
using Router.Plugins;

namespace Router.Host.Offline;

/// <summary>`router channels verify`: loads one plugin folder as the router would, says what is wrong, and leaves nothing behind.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> s_folder = new("FOLDER") { Description = "The plugin's folder, with its plugin.json." };

    public static Command Create()
    {
        var command = new Command(
            "verify", "Check a plugin folder as if it were to be loaded; it runs the plugin's constructor. Needs no running router. Exit code 1 if it would not load.")
        {
            s_folder,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var folder = Path.GetFullPath(parsed.GetRequiredValue(s_folder));
        if (!Directory.Exists(folder)) throw CliException.Misuse($"There is no folder {folder}. Name the folder that holds the plugin's plugin.json.");
        var cache = Directory.CreateTempSubdirectory("router-verify-");
        try
        {
            var found = PluginCatalog.Verify(folder, cache.FullName);
            if (parsed.WantsJson()) Output.Json(Answer(folder, found));
            else Write(folder, found);
            return found.IsGood ? ExitCode.Ok : ExitCode.Failed;
        }
        finally
        {
            TryDelete(cache);
        }
    }

    private static void Write(string folder, PluginVerification found)
    {
        foreach (var diagnostic in found.Diagnostics) Console.Out.WriteLine($"{(diagnostic.IsWarning ? "warning" : "error")} {diagnostic}");
        if (found.Manifest is { } manifest)
        {
            Console.Out.WriteLine($"{manifest.Id} {manifest.Version}: {string.Join(", ", manifest.Methods.Select(m => m.Name))}");
            Console.Out.WriteLine($"content   {found.ContentHash}");
            if (found.HashListSha256 is { } list) Console.Out.WriteLine($"sha256    {list}   (for \"trust\": {{ \"sha256\": … }} in plugins.json)");
        }

        Console.Out.WriteLine(found.IsGood ? $"{folder} would load." : $"{folder} would not load.");
    }

    private static JsonObject Answer(string folder, PluginVerification found)
    {
        var diagnostics = new JsonArray();
        foreach (var d in found.Diagnostics)
            diagnostics.Add((JsonNode)new JsonObject { ["id"] = d.Id, ["severity"] = d.IsWarning ? "warning" : "error", ["message"] = d.Message, ["mend"] = d.Mend });
        var methods = new JsonArray();
        foreach (var method in found.Manifest?.Methods ?? []) methods.Add((JsonNode)JsonValue.Create(method.Name));
        return new()
        {
            ["folder"] = folder,
            ["ok"] = found.IsGood,
            ["id"] = found.Manifest?.Id,
            ["version"] = found.Manifest?.Version,
            ["methods"] = methods,
            ["contentHash"] = found.ContentHash,
            ["hashListSha256"] = found.HashListSha256,
            ["diagnostics"] = diagnostics,
        };
    }

    // A loaded file cannot be deleted on Windows; the system's temporary folder is cleaned by others.
    private static void TryDelete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
