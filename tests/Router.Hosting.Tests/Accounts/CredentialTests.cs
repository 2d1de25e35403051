using System.Globalization;
using Router.Core.Orders;
using Router.Hosting.Operations;

namespace Router.Hosting.Tests.Accounts;

/// Certificates end on a known day: people hear of it before the buyers do.
public sealed class CredentialTests
{
    [Theory]
    [InlineData("2026-07-02", null)]
    [InlineData("2026-06-30", "credential-expiring")]
    [InlineData("2026-06-09", "credential-expiring")]
    [InlineData("2026-06-07", "credential-last-days")]
    [InlineData("2026-05-31", "credential-last-days")]
    public async Task An_end_is_alarmed_a_month_ahead_and_again_in_its_last_week(string ends, string? kind)
    {
        await using var host = await CertifiedHost.StartAsync(ends);
        var alarms = await host.LookAsync();
        if (kind is null) alarms.Should().BeEmpty();
        else alarms.Should().ContainKey($"{kind} c1: merchant certificate").WhoseValue.Should().Contain(ends).And.Contain("Make a new one at the console.");
        host.Get<RouterOperations>().Credentials.Should().ContainSingle().Which.Credential.ExpiresAt.Should().Be(DateTimeOffset.Parse(ends + "Z", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_day_s_passing_moves_the_alarm_on_and_a_new_certificate_ends_it()
    {
        await using var host = await CertifiedHost.StartAsync("2026-06-20");
        (await host.LookAsync()).Keys.Should().Equal("credential-expiring c1: merchant certificate");
        host.Clock.Advance(TimeSpan.FromDays(14));
        (await host.LookAsync()).Keys.Should().Equal("credential-last-days c1: merchant certificate");
        host.WriteSecret("2027-06-20");
        (await host.LookAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_replaced_secret_is_used_from_the_next_payment_on()
    {
        await using var host = await CertifiedHost.StartAsync("2027-01-01");
        await host.LookAsync();
        Transaction(await host.PayAsync()).Should().StartWith("20270101/");
        host.WriteSecret("2028-01-01");
        await host.LookAsync();
        Transaction(await host.PayAsync()).Should().StartWith("20280101/");
    }

    [Fact]
    public async Task A_replaced_secret_that_is_no_good_leaves_the_old_one_in_use_and_is_told_until_it_is_mended()
    {
        await using var host = await CertifiedHost.StartAsync("2027-01-01");
        await host.LookAsync();
        await host.PayAsync();
        host.WriteSecret("half a certific");
        (await host.LookAsync()).Should().ContainKey("misconfigured c1").WhoseValue.Should().Contain("'cert' holds no time").And.Contain("former one stays in use");
        Transaction(await host.PayAsync()).Should().StartWith("20270101/");
        (await host.LookAsync()).Should().ContainKey("misconfigured c1", "it lasts");
        host.WriteSecret("2029-01-01");
        (await host.LookAsync()).Should().BeEmpty();
        Transaction(await host.PayAsync()).Should().StartWith("20290101/");
    }

    [Fact]
    public async Task A_missing_secret_is_alarmed_before_anybody_pays()
    {
        await using var host = await CertifiedHost.StartAsync(certificate: null);
        (await host.LookAsync()).Should().ContainKey("misconfigured c1").WhoseValue.Should().Contain("Secret 'cert' is in neither");
        host.Get<RouterOperations>().Degraded().Should().ContainMatch("account c1 cannot be opened: *cert*");
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        host.WriteSecret("2027-01-01");
        (await host.LookAsync()).Should().BeEmpty();
        (await host.PayAsync()).State.Should().Be(PaymentState.Succeeded);
    }

    private static string Transaction(PaymentOrder order) => order.Attempts.Single().ChannelTransactionId!;
}
