using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.UnionPay.Tests;

public sealed class ManifestTests
{
    private readonly ChannelManifest _manifest = new UnionPayPlugin().Manifest;

    [Fact]
    public void It_takes_yuan_alone() => _manifest.Methods.Should().OnlyContain(m => m.Currencies.Single() == Currency.CNY);

    [Fact]
    public void Every_setting_is_described_and_the_secrets_are_marked()
    {
        var properties = _manifest.SettingsSchema!.Value.GetProperty("properties").EnumerateObject().ToList();
        properties.Should().OnlyContain(p => p.Value.GetProperty("description").GetString()!.Length > 20);
        properties.Where(p => p.Value.TryGetProperty("secret", out var secret) && secret.ValueKind == JsonValueKind.True).Select(p => p.Name)
            .Should().BeEquivalentTo("signPfx", "signPfxPassword", "signKey");
    }

    [Fact]
    public void A_notification_is_strong_because_its_signature_covers_the_merchant() => _manifest.WeakNotifications.Should().BeFalse();

    [Fact]
    public void It_asks_no_more_often_than_UnionPay_wants() => _manifest.Methods.Should().OnlyContain(m => m.QuerySchedule.Count <= 6 && m.ResolveBy == ResolveBy.Query);
}
