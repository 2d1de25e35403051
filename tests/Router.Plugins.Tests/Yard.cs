using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Abstractions;

namespace Router.Plugins.Tests;

/// <summary>A plugins root in a temporary folder, filled from the fixtures that the build laid out, with a catalog over it.</summary>
internal sealed class Yard : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("router-plugins-").FullName;
    private PluginCatalog? _catalog;

    public Yard()
    {
        Options = new()
        {
            PluginsRoot = Path.Combine(_root, "plugins"),
            CacheRoot = Path.Combine(_root, "cache"),
            OpenHost = (_, _) => new RecordingHost { Lines = Log },
            StillNeeds = id => Needs.GetValueOrDefault(id) ?? [],
            OnDiagnostic = Late.Enqueue,
            CodeLimit = TimeSpan.FromSeconds(20),
        };
        Directory.CreateDirectory(Options.PluginsRoot);
    }

    public PluginCatalogOptions Options { get; set; }

    public PluginCatalog Catalog => _catalog ??= new(Options);

    public ConcurrentQueue<string> Log { get; } = new();

    public ConcurrentQueue<PluginDiagnostic> Late { get; } = new();

    public Dictionary<string, IReadOnlyList<string>> Needs { get; } = [];

    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "fixtures", name);

    public static string Real(string name) => Path.Combine(AppContext.BaseDirectory, "plugins", name);

    public string Folder(string name) => Path.Combine(Options.PluginsRoot, name);

    /// <summary>Puts a fixture into a folder, over whatever lies there.</summary>
    public string Place(string fixture, string? folder = null)
    {
        var to = Folder(folder ?? fixture);
        foreach (var file in Directory.EnumerateFiles(Fixture(fixture), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(Fixture(fixture), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
        return to;
    }

    /// <summary>Replaces one fixture by another in the same folder, as an upgrade does.</summary>
    public void Replace(string fixture, string folder)
    {
        Directory.Delete(Folder(folder), recursive: true);
        Place(fixture, folder);
    }

    /// <summary>Writes the hash list anew, so that only the damage in question is left.</summary>
    public static void Rehash(string folder)
    {
        var hashes = new JsonObject();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            if (!Path.GetFileName(file).StartsWith("plugin.hashes.", StringComparison.Ordinal))
                hashes[Path.GetRelativePath(folder, file).Replace('\\', '/')] = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        File.WriteAllText(Path.Combine(folder, "plugin.hashes.json"), hashes.ToJsonString());
    }

    public static void EditManifest(string folder, Action<JsonNode> edit)
    {
        var path = Path.Combine(folder, "plugin.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        edit(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
        Rehash(folder);
    }

    public static string Entry(string id, string folder, string more = "") =>
        $$"""{ "id": "{{id}}", "folder": "{{folder}}", "trust": "build"{{more}} }""";

    public PluginsFile Json(string text) => PluginsFile.Parse(Encoding.UTF8.GetBytes(text), Path.Combine(_root, "plugins.json"));

    public PluginsFile List(params string[] entries) => Json($$"""{ "plugins": [ {{string.Join(",\n", entries)}} ] }""");

    public Task<PluginReport> ApplyAsync(params string[] entries) => Catalog.ApplyAsync(List(entries));

    public static ChannelAccount Account(string id = "main", string settings = "{}", string merchantId = "m1")
    {
        using var json = JsonDocument.Parse(settings);
        return new() { Id = id, Mode = AccountMode.Direct, MerchantId = merchantId, IsProduction = false, Settings = json.RootElement.Clone() };
    }

    public ChannelLease Lease(string channelId, ChannelAccount? account = null)
    {
        Catalog.TryLease(channelId, account ?? Account(), out var lease, out var why).Should().BeTrue(why?.ToString());
        return lease!;
    }

    /// <summary>Pays through a plugin and gives its answer.</summary>
    public async Task<string> PayAsync(string channelId, ChannelAccount? account = null)
    {
        using var lease = Lease(channelId, account);
        return await PayAsync(lease);
    }

    public static async Task<string> PayAsync(ChannelLease lease)
    {
        var result = await lease.Channel.PayAsync(Requests.Pay("x.direct"), CancellationToken.None);
        return result.ChannelTransactionId!.Split('/')[0];
    }

    /// <summary>Polls for something that another thread or the garbage collector does.</summary>
    public static async Task<bool> SeesAsync(Func<bool> what)
    {
        for (var round = 0; round < 200; round++)
        {
            if (what())
                return true;
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(10);
        }
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await Catalog.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }
}
