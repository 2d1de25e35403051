using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Plugins;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class UnloadCases
{
    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("the plugin of the folder takes a payment in a load context of its own, and leaves memory when it is removed", Leaves),
    ];

    private static async Task Leaves(ChannelBench bench)
    {
        using var cache = new TemporaryFolder();
        await using var catalog = new PluginCatalog(new()
        {
            CacheRoot = cache.Path,
            OpenHost = (_, _) => new BenchHost(bench.Time, bench.Fixture.Account.Secrets, seed: 99),
            CodeLimit = TimeSpan.FromSeconds(30),
        });
        var id = bench.Manifest.Id;
        var entry = $$"""{ "id": "{{id}}", "folder": "{{JsonEncodedText.Encode(bench.Fixture.PluginFolder)}}", "trust": "build" }""";
        var report = await catalog.ApplyAsync(File(entry, cache));
        Promise.Keep(
            report.Diagnostics.All(d => d.IsWarning), $"the folder {bench.Fixture.PluginFolder}", "a plugin that loads", string.Join(" ", report.Diagnostics), "Each message has a number: docs/diagnostics.md says what it means.");
        await PayAsync(bench, catalog, id);
        await catalog.ApplyAsync(File("", cache), force: true);
        Promise.Keep(
            await IsGoneAsync(catalog), "the plugin after its last call and its removal", "nothing of it left in memory", "its code still loaded",
            "Look for statics that others hold, timers, threads, event handlers, caches keyed by its types, and JSON by reflection: use a source-generated context of its own.");
    }

    private static PluginsFile File(string entry, TemporaryFolder folder) =>
        PluginsFile.Parse(Encoding.UTF8.GetBytes($$"""{ "plugins": [ {{entry}} ] }"""), Path.Combine(folder.Path, "plugins.json"));

    // Not inlined: no object of the plugin's may live on in the caller's frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task PayAsync(ChannelBench bench, PluginCatalog catalog, string id)
    {
        if (!catalog.TryLease(id, bench.Fixture.Account.Account, out var lease, out var why))
            throw Promise.Broken("the account of the loaded plugin", "a channel", why.ToString(), "The constructor does no I/O, and Open takes the fixture's account.");
        using (lease)
        {
            await using var channel = new BenchChannel(bench, bench.Fixture.Account, new BenchHost(bench.Time, bench.Fixture.Account.Secrets, seed: 98), lease.Channel);
            await new Buying(bench, channel).PayAsync(bench.Methods.First());
        }
    }

    // The garbage collector takes it in its own time.
    private static async Task<bool> IsGoneAsync(PluginCatalog catalog)
    {
        for (var round = 0; round < 200; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (catalog.CheckUnloads().Count == 0) return true;
            await Task.Delay(20);
        }

        return false;
    }
}
