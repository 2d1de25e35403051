using System.Security.Cryptography;

namespace Router.Plugins.Tests;

public sealed class TrustTests
{
    private static string Entry(string trust) => $$"""{ "id": "good", "folder": "good", "trust": {{trust}} }""";

    [Fact]
    public async Task Production_refuses_the_trust_of_the_build()
    {
        await using var yard = new Yard();
        yard.Options = yard.Options with { IsProduction = true };
        yard.Place("Fixture.Good", "good");

        (await yard.ApplyAsync(Entry("\"build\""))).Diagnostics.Should().ContainSingle(d => d.Id == "RTR2012");
    }

    [Fact]
    public async Task The_hash_that_verify_shows_is_trusted_in_production_and_another_is_not()
    {
        await using var yard = new Yard();
        yard.Options = yard.Options with { IsProduction = true };
        var folder = yard.Place("Fixture.Good", "good");
        var sha256 = PluginCatalog.Verify(folder, yard.Options.CacheRoot).HashListSha256;

        (await yard.ApplyAsync(Entry($$"""{ "sha256": "{{new string('0', 64)}}" }"""))).Diagnostics.Should().ContainSingle(d => d.Id == "RTR2011");
        (await yard.ApplyAsync(Entry($$"""{ "sha256": "{{sha256}}" }"""))).Diagnostics.Should().BeEmpty();
        (await yard.PayAsync("good")).Should().Be("1.0.0");
    }

    [Fact]
    public async Task A_signature_by_the_key_is_trusted_and_any_other_is_not()
    {
        await using var yard = new Yard();
        var folder = yard.Place("Fixture.Good", "good");
        var key = Path.Combine(folder, "..", "acme.pem");
        using var rsa = RSA.Create(2048);
        using var other = RSA.Create(2048);
        await File.WriteAllTextAsync(key, rsa.ExportSubjectPublicKeyInfoPem());
        var entry = Entry($$"""{ "key": "{{key}}" }""");
        var hashes = await File.ReadAllBytesAsync(Path.Combine(folder, "plugin.hashes.json"));

        (await yard.ApplyAsync(entry)).Diagnostics.Should().ContainSingle(d => d.Id == "RTR2011", "there is no signature");
        await SignAsync(other);
        (await yard.ApplyAsync(entry)).Diagnostics.Should().ContainSingle(d => d.Id == "RTR2011", "another key signed it");
        await SignAsync(rsa);
        (await yard.ApplyAsync(entry)).Diagnostics.Should().BeEmpty();

        Task SignAsync(RSA by) => File.WriteAllBytesAsync(
            Path.Combine(folder, "plugin.hashes.sig"), by.SignData(hashes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
