using System.Collections.Concurrent;

namespace Router.Plugins.Tests;

/// <summary>Adding, replacing and removing while calls run.</summary>
public sealed class SwapTests
{
    private static readonly string _good = Yard.Entry("good", "good");

    [Fact]
    public async Task A_replacement_under_load_loses_no_call()
    {
        await using var yard = new Yard();
        yard.Place("Fixture.Good", "good");
        await yard.ApplyAsync(_good);
        using var stop = new CancellationTokenSource();
        var answers = new ConcurrentDictionary<string, int>();
        var callers = Enumerable.Range(0, 4).Select(n => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                answers.AddOrUpdate(await yard.PayAsync("good", Yard.Account($"account-{n % 2}")), 1, (_, count) => count + 1);
        })).ToArray();

        for (var round = 0; round < 6; round++)
        {
            yard.Replace(round % 2 == 0 ? "Fixture.GoodV2" : "Fixture.Good", "good");
            var change = (await yard.ApplyAsync(_good)).Changes.Should().ContainSingle(c => c.Kind == PluginChangeKind.Replaced).Subject;
            var before = answers.GetValueOrDefault(change.To!);
            (await Yard.SeesAsync(() => answers.GetValueOrDefault(change.To!) > before + 20)).Should().BeTrue("calls go to the new version");
        }
        await stop.CancelAsync();

        await Task.WhenAll(callers);
        answers.Keys.Should().BeEquivalentTo("1.0.0", "1.1.0");
        yard.Late.Should().BeEmpty();
        (await Yard.SeesAsync(() => yard.Catalog.CheckUnloads().Count == 0)).Should().BeTrue("every replaced version goes");
    }

    [Fact]
    public async Task A_call_in_flight_ends_on_the_version_it_began_on()
    {
        await using var yard = new Yard();
        yard.Place("Fixture.Good", "good");
        await yard.ApplyAsync(_good);
        var old = yard.Lease("good");

        yard.Replace("Fixture.GoodV2", "good");
        await yard.ApplyAsync(_good);

        (await yard.PayAsync("good")).Should().Be("1.1.0", "new calls go to the new version");
        (await Yard.PayAsync(old)).Should().Be("1.0.0");
        yard.Log.Should().NotContain("disposed main");
        yard.Catalog.CheckUnloads().Should().ContainSingle(u => u.Version == "1.0.0" && u.CallsInFlight == 1 && u.Overdue == null);
        old.Dispose();
        (await Yard.SeesAsync(() => yard.Log.Contains("disposed main"))).Should().BeTrue();
        (await Yard.SeesAsync(() => yard.Catalog.CheckUnloads().Count == 0)).Should().BeTrue("the code itself is collected");
    }

    [Fact]
    public async Task A_version_that_does_not_go_is_reported_as_overdue()
    {
        await using var yard = new Yard();
        yard.Options = yard.Options with { UnloadCollectionsMax = 2 };
        yard.Place("Fixture.Good", "good");
        await yard.ApplyAsync(_good);
        object held;
        using (var lease = yard.Lease("good"))
            held = lease.Channel;

        await yard.ApplyAsync();

        (await Yard.SeesAsync(() => yard.Catalog.CheckUnloads() is [{ Overdue.Id: "RTR2035" }])).Should().BeTrue();
        GC.KeepAlive(held);
    }

    [Fact]
    public async Task Applying_again_changes_nothing()
    {
        await using var yard = new Yard();
        yard.Place("Fixture.Good", "good");
        await yard.ApplyAsync(_good);
        var before = yard.Catalog.Loaded["good"];

        var report = await yard.ApplyAsync(_good);

        report.Changes.Should().BeEmpty();
        report.Diagnostics.Should().BeEmpty();
        yard.Catalog.Loaded["good"].LoadedAt.Should().Be(before.LoadedAt);
    }

    [Fact]
    public async Task A_half_written_folder_leaves_the_running_version_alone_until_it_is_whole()
    {
        await using var yard = new Yard();
        var folder = yard.Place("Fixture.Good", "good");
        await yard.ApplyAsync(_good);
        File.Copy(Path.Combine(Yard.Fixture("Fixture.GoodV2"), "Fixture.GoodV2.dll"), Path.Combine(folder, "Fixture.GoodV2.dll"));

        var half = await yard.ApplyAsync(_good);

        half.Diagnostics.Should().ContainSingle(d => d.Id == "RTR2008").Which.Message.Should().EndWith("Version 1.0.0 runs on.");
        (await yard.PayAsync("good")).Should().Be("1.0.0");
        yard.Replace("Fixture.GoodV2", "good");
        (await yard.ApplyAsync(_good)).Diagnostics.Should().BeEmpty();
        (await yard.PayAsync("good")).Should().Be("1.1.0");
    }

    [Fact]
    public async Task Overwriting_the_folder_of_a_loaded_plugin_is_safe()
    {
        await using var yard = new Yard();
        var folder = yard.Place("Fixture.JsonOld");
        await yard.ApplyAsync(Yard.Entry("json-old", "Fixture.JsonOld"));

        // Before the first call: nothing of Newtonsoft.Json has been read yet.
        foreach (var file in Directory.EnumerateFiles(folder))
            File.WriteAllText(file, "overwritten");

        (await yard.PayAsync("json-old")).Should().StartWith("13.0.1");
    }

    [Fact]
    public async Task Plugins_are_added_and_removed_while_others_run()
    {
        await using var yard = new Yard();
        yard.Place("Fixture.Good", "good");
        yard.Place("Fixture.JsonNew");
        await yard.ApplyAsync(_good);

        (await yard.ApplyAsync(_good, Yard.Entry("json-new", "Fixture.JsonNew"))).Changes.Should().Equal(
            new PluginChange(PluginChangeKind.Added, "json-new", null, "1.0.0"));
        (await yard.PayAsync("json-new")).Should().StartWith("13.0.3");
        (await yard.ApplyAsync(_good)).Changes.Should().Equal(
            new PluginChange(PluginChangeKind.Removed, "json-new", "1.0.0", null));

        yard.Catalog.TryLease("json-new", Yard.Account(), out _, out var why).Should().BeFalse();
        why!.Id.Should().Be("RTR2032");
        (await yard.PayAsync("good")).Should().Be("1.0.0");
        (await Yard.SeesAsync(() => yard.Catalog.CheckUnloads().Count == 0)).Should().BeTrue();
    }

    [Fact]
    public async Task What_is_still_needed_is_removed_only_by_force()
    {
        await using var yard = new Yard();
        yard.Place("Fixture.Good", "good");
        await yard.ApplyAsync(_good);
        yard.Needs["good"] = ["3 open orders"];

        var refused = await yard.ApplyAsync();

        refused.Diagnostics.Should().ContainSingle(d => d.Id == "RTR2031").Which.Message.Should().Contain("3 open orders");
        refused.Changes.Should().BeEmpty();
        yard.Catalog.Loaded["good"].AcceptsNewPayments.Should().BeFalse();
        (await yard.PayAsync("good")).Should().Be("1.0.0", "what is open can still be queried");
        (await yard.Catalog.ApplyAsync(yard.List(), force: true)).Changes.Should().ContainSingle(c => c.Kind == PluginChangeKind.Removed);
        yard.Catalog.Loaded.Should().BeEmpty();
    }

    [Fact]
    public async Task A_disabled_plugin_is_loaded_only_for_what_still_needs_it()
    {
        await using var yard = new Yard();
        yard.Place("Fixture.Good", "good");
        var disabled = Yard.Entry("good", "good", ", \"enabled\": false");

        (await yard.ApplyAsync(disabled)).Plugins.Should().ContainSingle(p => p.PluginId == "good" && p.Running == null && !p.Enabled);
        yard.Needs["good"] = ["a refund window"];
        await yard.ApplyAsync(disabled);
        yard.Catalog.Loaded["good"].AcceptsNewPayments.Should().BeFalse();
        yard.Needs.Clear();
        await yard.ApplyAsync(disabled);
        yard.Catalog.Loaded.Should().BeEmpty();
    }

    [Fact]
    public async Task A_list_that_cannot_be_used_changes_nothing()
    {
        await using var yard = new Yard();
        yard.Place("Fixture.Good", "good");
        await yard.ApplyAsync(_good);

        var report = await yard.Catalog.ApplyAsync(yard.Json("{ \"plugins\": ["));

        report.Diagnostics.Should().ContainSingle(d => d.Id == "RTR2002");
        report.Plugins.Should().ContainSingle(p => p.PluginId == "good" && p.Running != null);
        (await yard.PayAsync("good")).Should().Be("1.0.0");
    }

    [Fact]
    public async Task A_copy_that_was_tampered_with_is_not_loaded()
    {
        await using var yard = new Yard();
        yard.Place("Fixture.Good", "good");
        await yard.ApplyAsync(_good);
        var copy = Directory.EnumerateDirectories(Path.Combine(yard.Options.CacheRoot, "good")).Single();
        await yard.ApplyAsync();
        File.AppendAllText(Path.Combine(copy, "plugin.json"), " ");

        var report = await yard.ApplyAsync(_good);

        report.Diagnostics.Should().BeEmpty();
        Directory.EnumerateDirectories(Path.Combine(yard.Options.CacheRoot, "good"), "*.changed-*").Should().ContainSingle();
        (await yard.PayAsync("good")).Should().Be("1.0.0");
    }

    [Fact]
    public async Task Copies_that_nothing_runs_from_are_removed_after_a_while()
    {
        await using var yard = new Yard();
        yard.Place("Fixture.Good", "good");
        await yard.ApplyAsync(_good);
        var copies = Path.Combine(yard.Options.CacheRoot, "good");
        var running = Directory.EnumerateDirectories(copies).Single();
        var old = Directory.CreateDirectory(Path.Combine(copies, new string('0', 64))).FullName;
        var young = Directory.CreateDirectory(Path.Combine(copies, new string('1', 64))).FullName;
        Directory.SetLastWriteTimeUtc(running, DateTime.UtcNow.AddDays(-1));
        Directory.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-1));

        await yard.ApplyAsync(_good);

        Directory.EnumerateDirectories(copies).Should().BeEquivalentTo(running, young);
    }

    [Fact]
    public async Task What_needs_a_plugin_cannot_be_found_out_so_it_stays()
    {
        await using var yard = new Yard();
        yard.Options = yard.Options with { StillNeeds = _ => throw new InvalidOperationException("the store is down") };
        yard.Place("Fixture.Good", "good");
        await yard.ApplyAsync(_good);

        (await yard.ApplyAsync()).Diagnostics.Should().ContainSingle(d => d.Id == "RTR2031").Which.Message.Should().Contain("the store is down");
        (await yard.PayAsync("good")).Should().Be("1.0.0");
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_a_diagnostic()
    {
        await using var yard = new Yard();
        yard.Place("Fixture.Good", "good");
        File.WriteAllText(yard.Options.CacheRoot, "a file where the folder should be");

        (await yard.ApplyAsync(_good)).Diagnostics.Should().ContainSingle(d => d.Id == "RTR2013");
    }
}
