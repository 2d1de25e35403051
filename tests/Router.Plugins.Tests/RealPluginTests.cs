using System.Text.Json;
using System.Text.RegularExpressions;
using Router.Abstractions;

namespace Router.Plugins.Tests;

/// <summary>The plugins of this repository as the build lays them out, and the documents about them.</summary>
public sealed class RealPluginTests
{
    [Fact]
    public async Task The_no_operation_channel_declines_honestly()
    {
        await using var yard = new Yard();
        await yard.ApplyAsync(Yard.Entry("noop", Yard.Real("Router.Channel.NoOp").Replace('\\', '/')));
        using var lease = yard.Lease("noop");

        var pay = await lease.Channel.PayAsync(Requests.Pay("noop.direct"), CancellationToken.None);

        pay.Outcome.Should().Be(PayOutcome.Declined);
        pay.Fault!.Blame.Should().Be(FaultBlame.Channel);
        var query = await lease.Channel.QueryAsync(
            new() { AttemptNumber = "A00001", Method = "noop.direct", Amount = Requests.Pay("noop.direct").Amount, RequestTime = DateTimeOffset.UnixEpoch, State = ChannelState.Empty },
            CancellationToken.None);
        query.Status.Should().Be(AttemptStatus.Declined);
    }

    [Fact]
    public async Task Verify_finds_the_laid_out_plugin_good()
    {
        await using var yard = new Yard();

        var found = PluginCatalog.Verify(Yard.Real("Router.Channel.NoOp"), yard.Options.CacheRoot);

        found.Diagnostics.Should().BeEmpty();
        found.IsGood.Should().BeTrue();
        found.Manifest!.Id.Should().Be("noop");
        found.HashListSha256.Should().HaveLength(64);
    }

    [Fact]
    public async Task Verify_tells_of_a_bad_plugin_what_a_load_would()
    {
        await using var yard = new Yard();

        var found = PluginCatalog.Verify(Yard.Fixture("Fixture.ThrowingConstructor"), yard.Options.CacheRoot);

        found.IsGood.Should().BeFalse();
        found.Diagnostics.Should().ContainSingle(d => d.Id == "RTR2028");
        found.Manifest!.Id.Should().Be("throwing");
    }

    [Fact]
    public void The_layout_has_no_copy_of_the_contract() =>
        File.Exists(Path.Combine(Yard.Real("Router.Channel.NoOp"), "Router.Abstractions.dll")).Should().BeFalse();

    [Fact]
    public void A_manifest_keeps_the_defaults_of_what_its_text_leaves_out()
    {
        var text = File.ReadAllBytes(Path.Combine(Yard.Real("Router.Channel.NoOp"), "plugin.json"));

        var manifest = JsonSerializer.Deserialize(text, ContractJson.Default.ChannelManifest)!;

        manifest.TimeZone.Should().Be("UTC");
        manifest.CallTimeout.Should().Be(TimeSpan.FromSeconds(5));
        manifest.Methods[0].ActionExpires.Should().BeTrue();
        manifest.Methods[0].MaxAmount.Should().Be(999_999_999_99);
        manifest.Methods[0].QuerySchedule.Should().NotBeEmpty();
    }

    [Fact]
    public void Every_diagnostic_has_its_entry_in_the_docs()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Router.sln")))
            root = root.Parent!;
        var code = File.ReadAllText(Path.Combine(root.FullName, "src/Router.Plugins/Diagnostics.cs"));
        var docs = File.ReadAllText(Path.Combine(root.FullName, "docs/diagnostics.md"));

        var inCode = Regex.Matches(code, "\"(RTR2\\d{3})\"").Select(m => m.Groups[1].Value).Order();
        var inDocs = Regex.Matches(docs, "^### (RTR2\\d{3})", RegexOptions.Multiline).Select(m => m.Groups[1].Value);

        inCode.Should().OnlyHaveUniqueItems();
        inDocs.Should().Equal(inCode);
    }
}
