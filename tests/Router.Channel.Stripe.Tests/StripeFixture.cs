using System.Text.Json;
using Router.Abstractions;
using Router.ChannelSimulators.Stripe;
using Router.TestKit.Compliance;

namespace Router.Channel.Stripe.Tests;

/// <summary>The plugin before its simulator, with two merchants.</summary>
public sealed class StripeFixture : ChannelFixture
{
    public const string MainId = "acct_1MainMerchant";
    public const string OtherId = "acct_1OtherMerchant";

    private readonly StripeSimulator _stripe;

    private StripeFixture(StripeSimulator stripe)
    {
        _stripe = stripe;
        Account = AccountOf("stripe-main", MainId, "sk_test_51MainMainMainMainMain", "whsec_main_main_main_main");
        OtherAccount = AccountOf("stripe-other", OtherId, "rk_test_51OtherOtherOtherOther", "whsec_other_other_other");
    }

    public override string PluginFolder { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "..", "plugins", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "Router.Channel.Stripe"));

    public override IProvider Provider => _stripe;

    public override FixtureAccount Account { get; }

    public override FixtureAccount OtherAccount { get; }

    /// <summary>The provider with its own levers.</summary>
    public StripeSimulator Stripe => _stripe;

    public static async Task<ChannelFixture> OpenAsync(TimeProvider time) => await StartAsync(time);

    public static async Task<StripeFixture> StartAsync(TimeProvider time)
    {
        // Small pages, so that every list is a list of pages.
        var stripe = new StripeSimulator(time) { PageMax = 7 };
        await stripe.StartAsync();
        return new(stripe);
    }

    public override IChannelPlugin CreatePlugin() => new StripePlugin();

    public override PayRequest Complete(PayRequest request) => request.Method switch
    {
        "card.redirect" => request with { Instrument = new(Token: "pm_card_threeDSecure2Required") },
        "card.direct" => request with { Instrument = new(Token: "pm_card_visa") },
        _ => request,
    };

    public override ValueTask DisposeAsync() => _stripe.DisposeAsync();

    private FixtureAccount AccountOf(string id, string merchantId, string key, string webhook)
    {
        _stripe.Register(new(merchantId, key, webhook));
        using var settings = JsonDocument.Parse($$"""
            { "secretKey": "{{id}}-key", "webhookSecret": "{{id}}-webhook", "publishableKey": "pk_test_51PublishablePublishable", "apiBase": "{{_stripe.Address.GetLeftPart(UriPartial.Authority)}}" }
            """);
        return new(
            new() { Id = id, Mode = AccountMode.Direct, MerchantId = merchantId, IsProduction = false, Settings = settings.RootElement.Clone() },
            new Dictionary<string, string> { [id + "-key"] = key, [id + "-webhook"] = webhook });
    }
}
