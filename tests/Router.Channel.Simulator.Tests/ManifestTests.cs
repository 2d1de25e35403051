using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Simulator.Tests;

public sealed class ManifestTests
{
    [Fact]
    public void The_code_and_the_file_beside_it_say_the_same()
    {
        var beside = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "plugin.json"));
        var read = JsonSerializer.Deserialize(beside, ContractJson.Default.ChannelManifest)!;
        Text(new SimulatorPlugin().Manifest).Should().Be(Text(read));
        read.Id.Should().Be("simulator");
        read.Assembly.Should().Be(Path.GetFileName(typeof(SimulatorPlugin).Assembly.Location));
        read.Methods.Select(method => method.Name).Should().Equal("sim.qr", "sim.redirect", "sim.app", "sim.barcode", "sim.card");
    }

    [Fact]
    public void Roles_follow_the_operations_that_the_manifest_names()
    {
        using var shop = new Support.Shop();
        shop.Channel.Should().BeAssignableTo<IContinuation>().And.BeAssignableTo<IProbe>();
        new SimulatorPlugin().Manifest.Methods.Where(method => method.Operations.Contains(ChannelOperation.Continue))
            .Select(method => method.Name).Should().Equal("sim.card");
    }

    private static string Text(ChannelManifest manifest) => JsonSerializer.Serialize(manifest, ContractJson.Default.ChannelManifest);
}
