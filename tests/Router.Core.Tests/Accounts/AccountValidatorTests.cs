using System.Text.Json;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Accounts;

public class AccountValidatorTests
{
    private const string Schema = """
        { "type": "object", "additionalProperties": false, "required": ["appId", "apiKey"],
          "properties": {
            "appId": { "type": "string", "minLength": 3, "pattern": "^wx" },
            "apiKey": { "type": "string", "secret": true },
            "level": { "type": "integer", "minimum": 1, "maximum": 3 },
            "mode": { "enum": ["fast", "slow"] },
            "hosts": { "type": "array", "items": { "type": "string" } } } }
        """;

    private static IReadOnlyList<AccountProblem> Check(string settings, Func<MerchantAccount, MerchantAccount>? change = null)
    {
        var account = Fixture.Account("a") with { Settings = JsonDocument.Parse(settings).RootElement };
        var manifest = Fixture.Channel() with { SettingsSchema = JsonDocument.Parse(Schema).RootElement };
        return AccountValidator.Validate(change?.Invoke(account) ?? account, manifest);
    }

    [Fact]
    public void Good_settings_have_no_problem() =>
        Check("""{ "appId": "wx1", "apiKey": "wechat-main-key", "level": 2, "mode": "fast", "hosts": ["x"] }""").Should().BeEmpty();

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var problems = Check("""{ "appIdd": "wx1", "apiKey": 7, "level": 9, "mode": "fasst", "hosts": ["x", 1] }""");
        problems.Select(p => (p.Path, p.Suggestion)).Should().BeEquivalentTo(new[]
        {
            ("settings.appId", null), ("settings.appIdd", "appId"), ("settings.apiKey", null), ("settings.level", null),
            ("settings.mode", "fast"), ("settings.hosts[1]", null),
        });
        problems.Should().OnlyContain(p => p.Id == AccountDiagnosticIds.BadSettings);
    }

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7")]
    public void A_secret_in_the_file_is_refused_and_never_repeated(string secret)
    {
        var problem = Check($$"""{ "appId": "wx1", "apiKey": "{{secret}}" }""").Should().ContainSingle().Subject;
        problem.Id.Should().Be(AccountDiagnosticIds.InlineSecret);
        problem.ToString().Should().NotContain(secret);
    }

    [Fact]
    public void An_account_never_adds_to_its_channel()
    {
        const string Good = """{ "appId": "wx1", "apiKey": "k" }""";
        Id(Check(Good, a => a with { Methods = ["sim.qrr"] })).Should().Be(AccountDiagnosticIds.MethodNotOffered);
        Id(Check(Good, a => a with { Currencies = [Currency.JPY] })).Should().Be(AccountDiagnosticIds.CurrencyNotOffered);
        Id(Check(Good, a => a with { MaxAmount = long.MaxValue })).Should().Be(AccountDiagnosticIds.LimitsBeyondChannel);
        Id(Check(Good, a => a with { Fees = [new FeeRow { Method = "x.y" }] })).Should().Be(AccountDiagnosticIds.FeeForUnknownMethod);
        Id(AccountValidator.Validate(Fixture.Account("a"), null)).Should().Be(AccountDiagnosticIds.ChannelNotLoaded);
        Id(AccountValidator.Validate(Fixture.Account("a") with { Settings = JsonDocument.Parse(Good).RootElement }, Fixture.Channel()))
            .Should().Be(AccountDiagnosticIds.NoSettingsExpected);
        AccountValidator.Validate(Fixture.Account("a"), Fixture.Channel()).Should().BeEmpty();

        static string Id(IReadOnlyList<AccountProblem> problems) => problems.Should().ContainSingle().Subject.Id;
    }
}
