using System.Text.Json;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Host.Cli;
using Router.Plugins;
using Router.Rules;

namespace Router.Host.Offline.Trial;

/// <summary>Accounts and manifests as the files describe them; no plugin's code is run.</summary>
internal static class OfflineCatalog
{
    private const string DefaultPlugins = "plugins.json";

    public static Catalog Read(string? plugins, string? root, IReadOnlyList<string> accountFiles, List<RuleDiagnostic> told, List<string> others)
    {
        var path = plugins ?? DefaultPlugins;
        if (!File.Exists(path))
            throw CliException.Misuse($"There is no plugin list {Path.GetFullPath(path)}, so the accounts are not known. Run this where plugins.json is, or name it with --plugins.");
        var file = PluginsFile.Read(path);
        others.AddRange(file.Problems.Where(p => !p.IsWarning).Select(p => p.ToString()));
        if (accountFiles.Count == 0) accountFiles = [.. file.Entries.Select(e => e.AccountsFile).OfType<string>().Distinct(StringComparer.Ordinal)];
        var manifests = file.Entries.Where(e => e.Enabled).Select(e => Manifest(root ?? Path.Combine(AppContext.BaseDirectory, "plugins"), e.Folder)).ToList();
        var accounts = new List<MerchantAccount>();
        foreach (var accountFile in accountFiles)
        {
            var parsed = AccountsFile.Parse(accountFile, RuleFiles.Read(accountFile, "accounts file"));
            told.AddRange(parsed.Diagnostics);
            accounts.AddRange(parsed.Value ?? []);
        }

        foreach (var twice in accounts.GroupBy(a => a.Id).Where(g => g.Count() > 1)) others.Add($"Account '{twice.Key}' stands in the files twice; give each its own id.");
        return new Catalog(accounts.DistinctBy(a => a.Id), manifests.DistinctBy(m => m.Id), "offline");
    }

    public static RuleLoadContext Known(Catalog catalog) => new()
    {
        Accounts = [.. catalog.Accounts.Select(a => a.Id)],
        AccountTags = [.. catalog.Accounts.SelectMany(a => a.Tags).Distinct(StringComparer.Ordinal)],
        Channels = [.. catalog.Channels.Select(c => c.Id)],
        Methods = [.. catalog.Channels.SelectMany(c => c.Methods).Select(m => m.Name).Distinct(StringComparer.Ordinal)],
    };

    private static ChannelManifest Manifest(string root, string folder)
    {
        var path = Path.GetFullPath(Path.Combine(root, folder, "plugin.json"));
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ContractJson.Default.ChannelManifest)!;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw CliException.Misuse($"The manifest {path} cannot be read: {error.Message} Build the plugin, or name the folder of the plugins with --plugins-root.");
        }
    }
}
