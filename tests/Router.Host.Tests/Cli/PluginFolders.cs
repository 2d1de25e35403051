using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Router.Host.Tests.Cli;

internal static class PluginFolders
{
    private const string HashList = "plugin.hashes.json";

    /// <summary>Copies a plugin as the build laid it out.</summary>
    public static void Copy(string name, string target)
    {
        Directory.CreateDirectory(target);
        var source = Path.Combine(AppContext.BaseDirectory, "plugins", name);
        foreach (var file in Directory.EnumerateFiles(source).OrderBy(f => Path.GetFileName(f) == "plugin.json"))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
    }

    /// <summary>Lays it out again as another build would have: one file more, and a hash list that knows it.</summary>
    public static void AddFile(string folder, string name, string content)
    {
        File.WriteAllText(Path.Combine(folder, name), content);
        var list = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, HashList)))!;
        list[name] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name))));
        File.WriteAllText(Path.Combine(folder, HashList), list.ToJsonString());
    }
}
