using System.Text.Json;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Plugins;
using Router.Rules;

namespace Router.Host.Offline;

/// <summary>
/// The names that rules may use, from the files alone: no plugin's code is run. What cannot be known (no plugins.json, a folder that is not
/// laid out) is not checked.
/// </summary>
internal static class LintCatalog
{
    private const string DefaultPlugins = "plugins.json";

    public static RuleLoadContext Read(string? plugins, string? root, IReadOnlyList<string> accountFiles, List<RuleDiagnostic> told, List<string> others)
    {
        var path = plugins ?? DefaultPlugins;
        if (plugins is null && !File.Exists(path))
            return accountFiles.Count == 0 ? RuleLoadContext.Unknown : Known(Accounts(accountFiles, told), null);
        var file = PluginsFile.Read(path);
        others.AddRange(file.Problems.Where(p => !p.IsWarning).Select(p => p.ToString()));
        if (accountFiles.Count == 0) accountFiles = [.. file.Entries.Select(e => e.AccountsFile).OfType<string>().Distinct(StringComparer.Ordinal)];
        var manifests = Manifests(file, root ?? Path.Combine(AppContext.BaseDirectory, "plugins"));
        var accounts = Accounts(accountFiles, told);
        foreach (var account in accounts)
            if (manifests?.GetValueOrDefault(account.ChannelId) is { } manifest)
                others.AddRange(AccountValidator.Validate(account, manifest).Select(p => p.ToString()));
        return Known(accounts, manifests);
    }

    /// <summary>Accounts and manifests for a plan; null where they cannot be read here, and then <paramref name="why"/> says so.</summary>
    public static Catalog? ReadCatalog(string? plugins, string? root, IReadOnlyList<string> accountFiles, List<RuleDiagnostic> told, out string why)
    {
        var path = plugins ?? DefaultPlugins;
        why = $"there is no {path}; name one with --plugins";
        if (plugins is null && !File.Exists(path)) return null;
        var file = PluginsFile.Read(path);
        if (accountFiles.Count == 0) accountFiles = [.. file.Entries.Select(e => e.AccountsFile).OfType<string>().Distinct(StringComparer.Ordinal)];
        why = string.Join(Environment.NewLine, file.Problems.Where(p => !p.IsWarning));
        if (!file.IsUsable) return null;
        why = "a plugin that it names cannot be read; lay the plugins out (a build does) or name their folder with --plugins-root";
        return Manifests(file, root ?? Path.Combine(AppContext.BaseDirectory, "plugins")) is { } manifests
            ? new Catalog(Accounts(accountFiles, told), manifests.Values, "offline")
            : null;
    }

    /// <summary>The names that rules may use with such a catalog.</summary>
    public static RuleLoadContext Known(Catalog catalog) =>
        Known(catalog.Accounts, new SortedDictionary<string, ChannelManifest>(catalog.Channels.ToDictionary(c => c.Id), StringComparer.Ordinal));

    private static RuleLoadContext Known(IReadOnlyList<MerchantAccount> accounts, SortedDictionary<string, ChannelManifest>? manifests) => new()
    {
        Accounts = [.. accounts.Select(a => a.Id)],
        AccountTags = [.. accounts.SelectMany(a => a.Tags).Distinct(StringComparer.Ordinal)],
        Channels = manifests?.Keys.ToList(),
        Methods = manifests?.Values.SelectMany(m => m.Methods).Select(m => m.Name).Distinct(StringComparer.Ordinal).ToList(),
    };

    private static List<MerchantAccount> Accounts(IReadOnlyList<string> files, List<RuleDiagnostic> told)
    {
        var accounts = new List<MerchantAccount>();
        foreach (var path in files)
        {
            var parsed = AccountsFile.Parse(path, RuleFiles.Read(path, "accounts file"));
            told.AddRange(parsed.Diagnostics);
            accounts.AddRange(parsed.Value ?? []);
        }

        return accounts;
    }

    // Null: at least one manifest cannot be read here, so a name that is not found proves nothing.
    private static SortedDictionary<string, ChannelManifest>? Manifests(PluginsFile file, string root)
    {
        var manifests = new SortedDictionary<string, ChannelManifest>(StringComparer.Ordinal);
        foreach (var entry in file.Entries.Where(e => e.Enabled))
        {
            try
            {
                var json = File.ReadAllBytes(Path.Combine(root, entry.Folder, "plugin.json"));
                manifests[entry.Id] = JsonSerializer.Deserialize(json, ContractJson.Default.ChannelManifest)!;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
            {
                return null;
            }
        }

        return manifests;
    }
}
