using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Routing;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Payments;

/// Each field of a payment at its bounds, and what the caller reads beyond them.
public class PayValidationTests
{
    private const string Key = "Idempotency-Key must be 1 to 64 printable ASCII characters without blanks.";
    private const string Description = "description must be 1 to 127 characters without control characters.";
    private const string Payer = "payer has a field that is too long: id and channelUserId 128, ipAddress 45, userAgent 512.";
    private static readonly RouterSnapshot s_snapshot = Fixture.Snapshot(
        Fixture.Default("""{ "strategy": "priority", "candidates": ["a"] }"""),
        catalog: Fixture.Catalog(Fixture.Account("a"), Fixture.Account("old") with { State = AccountState.Retired }, Fixture.Account("paused") with { State = AccountState.NoNewPayments }));

    private static readonly PayCommand s_good = new() { Terms = Fixture.Terms(), IdempotencyKey = "k" };
    private static readonly PayValidation s_validation = PayValidation.CreateDefault();

    [Fact]
    public void Keys()
    {
        Refused(s_good with { IdempotencyKey = "" }, new("280002", 400, "Idempotency-Key is missing; send 1 to 64 printable characters that name this request.", "Idempotency-Key"));
        Refused(s_good with { IdempotencyKey = null! }, RouterError.NoKey());
        Taken(s_good with { IdempotencyKey = "!" + new string('~', 63) });
        Refused(s_good with { IdempotencyKey = new string('k', 65) }, "Idempotency-Key", Key);
        Refused(s_good with { IdempotencyKey = "a b" }, "Idempotency-Key", Key);
        Refused(s_good with { IdempotencyKey = "a\u007f" }, "Idempotency-Key", Key);
    }

    [Theory]
    [InlineData("merchant")]
    [InlineData("merchantOrderNo")]
    public void Numbers(string field)
    {
        PayCommand With(string? text) => Terms(t => field == "merchant" ? t with { Merchant = text! } : t with { MerchantOrderNo = text! });
        Taken(With("0AZaz9_-|*@."));
        Taken(With(new string('n', 64)));
        Refused(With(null), field, $"{field} is missing.");
        Refused(With(""), field, $"{field} is missing.");
        Refused(With(new string('n', 65)), field, $"{field} has 65 characters; at most 64 are allowed.");
        foreach (var wrong in new[] { "a b", "a/b", "a+b", "é", "a#" }) Refused(With(wrong), field, $"{field} may hold letters, digits and _ - | * @ . only.");
    }

    [Fact]
    public void Amounts()
    {
        Taken(Terms(t => t with { Amount = new(1, Currency.CNY) }));
        Taken(Terms(t => t with { Amount = new(1_000_000_000_000, Currency.CNY) }));
        Refused(Terms(t => t with { Amount = new(0, Currency.CNY) }), "amount", "amount is 0; write a whole number of minor units above zero.");
        Refused(Terms(t => t with { Amount = new(-5, Currency.CNY) }), "amount", "amount is -5; write a whole number of minor units above zero.");
        Refused(Terms(t => t with { Amount = new(1_000_000_000_001, Currency.CNY) }), "amount", "amount is 1000000000001; at most 1000000000000 minor units are taken.");
        Refused(Terms(t => t with { Amount = new(5, default) }), "currency", "currency is missing; write an ISO 4217 code such as CNY.");
    }

    [Fact]
    public void Descriptions_and_methods()
    {
        Taken(Terms(t => t with { Description = new string('d', 127) }));
        foreach (var wrong in new[] { null, "", new string('d', 128), "a\nb", "\0", "a\u001f" }) Refused(Terms(t => t with { Description = wrong! }), "description", Description);
        Taken(Terms(t => t with { Description = " " }));
        Refused(Terms(t => t with { Methods = null! }), "methods", "methods is empty; name at least one, such as \"sim.qr\".");
        Refused(Terms(t => t with { Methods = [] }), "methods", "methods is empty; name at least one, such as \"sim.qr\".");
        Taken(Terms(t => t with { Methods = [.. Enumerable.Repeat("sim.qr", 16)] }));
        Refused(Terms(t => t with { Methods = [.. Enumerable.Repeat("sim.qr", 17)] }), "methods", "methods has 17 entries; at most 16 are allowed.");
        Refused(Terms(t => t with { Methods = ["sim.qr", "x.qr"] }), "methods[1]", "'x.qr' is no method of any loaded channel.");
        Refused(Terms(t => t with { Methods = [new string('m', 64)] }), "methods[0]", $"'{new string('m', 64)}' is no method of any loaded channel.");
        Refused(Terms(t => t with { Methods = [new string('m', 65)] }), "methods[0]", $"'{new string('m', 64)}…' is no method of any loaded channel.");
        Refused(Terms(t => t with { Methods = [null!] }), "methods[0]", "'' is no method of any loaded channel.");
    }

    [Fact]
    public void Times()
    {
        Taken(s_good with { Validity = TimeSpan.FromSeconds(10) });
        Taken(s_good with { Validity = TimeSpan.FromDays(30), Wait = TimeSpan.FromSeconds(60) });
        Refused(s_good with { Validity = TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1) }, "expiresIn", "expiresIn must be 10 seconds to 30 days.");
        Refused(s_good with { Validity = TimeSpan.FromDays(30) + TimeSpan.FromTicks(1) }, "expiresIn", "expiresIn must be 10 seconds to 30 days.");
        Refused(s_good with { Wait = TimeSpan.FromTicks(-1) }, "Prefer", "Prefer: wait must be 0 to 60 seconds.");
        Refused(s_good with { Wait = TimeSpan.FromSeconds(60) + TimeSpan.FromTicks(1) }, "Prefer", "Prefer: wait must be 0 to 60 seconds.");
    }

    [Theory]
    [InlineData("returnUrl")]
    [InlineData("notifyUrl")]
    public void Addresses(string field)
    {
        PayCommand With(string url)
        {
            var uri = new Uri(url, UriKind.RelativeOrAbsolute);
            return Terms(t => field == "returnUrl" ? t with { ReturnUrl = uri } : t with { MerchantNotifyUrl = uri });
        }

        var longest = "https://shop.example/" + new string('p', 491);
        Taken(With("http://shop.example"));
        Taken(With(longest));
        foreach (var wrong in new[] { longest + "p", "/back", "ftp://shop.example", "javascript:alert(1)" })
            Refused(With(wrong), field, $"{field} must be an absolute http or https URL of at most 512 characters.");
    }

    [Fact]
    public void Buyers()
    {
        Taken(Terms(t => t with { Payer = new(new string('i', 128), new string('c', 128), new string('4', 45), new string('u', 512)), AuthCode = new string('0', 64) }));
        foreach (var payer in new Payer[] { new(Id: new string('i', 129)), new(ChannelUserId: new string('i', 129)), new(IpAddress: new string('4', 46)), new(UserAgent: new string('u', 513)) })
            Refused(Terms(t => t with { Payer = payer }), "payer", Payer);
        Refused(Terms(t => t with { AuthCode = new string('0', 65) }), "authCode", "authCode has more than 64 characters.");
        foreach (var bin in new[] { "622202", "62220212" }) Taken(Terms(t => t with { Instrument = new(CardBin: bin) }));
        foreach (var bin in new[] { "", "62220", "622202123", "62220a" })
            Refused(Terms(t => t with { Instrument = new(CardBin: bin) }), "instrument.cardBin", "instrument.cardBin must be 6 to 8 digits; never send a card number.");
        Taken(Terms(t => t with { Facts = new Dictionary<string, string> { ["cardBin"] = "  62220212  " } }));
        Refused(
            Terms(t => t with { Facts = new Dictionary<string, string> { ["cardBin"] = "622202123" } }), "facts.cardBin",
            "facts.cardBin must be 6 to 8 digits; never send a card number.");
    }

    [Theory]
    [InlineData("facts")]
    [InlineData("extra")]
    public void Entries(string field)
    {
        PayCommand With(Dictionary<string, string> entries) => Terms(t => field == "facts" ? t with { Facts = entries } : t with { Extra = entries });
        Taken(With(Enumerable.Range(0, 64).ToDictionary(i => $"n{i}", _ => "v")));
        Taken(With(new() { [new string('n', 64)] = new string('v', 256), ["n"] = "" }));
        Refused(With(Enumerable.Range(0, 65).ToDictionary(i => $"n{i}", _ => "v")), field, $"{field} has 65 entries; at most 64 are allowed.");
        Refused(With(new() { [""] = "v" }), field, $"A name in {field} is empty or longer than 64 characters.");
        Refused(With(new() { [new string('n', 65)] = "v" }), field, $"A name in {field} is empty or longer than 64 characters.");
        Refused(With(new() { ["b"] = null!, ["a"] = new string('v', 257) }), $"{field}.a", $"{field}.a must be at most 256 characters.");
        Refused(With(new() { ["b"] = null! }), $"{field}.b", $"{field}.b must be at most 256 characters.");
    }

    [Fact]
    public void Allowed_accounts()
    {
        Taken(Terms(t => t with { AllowedAccounts = [.. Enumerable.Repeat("a", 64)] }));
        Taken(Terms(t => t with { AllowedAccounts = ["old", "paused"] }));
        Refused(Terms(t => t with { AllowedAccounts = [] }), "allowedAccounts", "allowedAccounts must name 1 to 64 accounts, or be left out.");
        Refused(Terms(t => t with { AllowedAccounts = [.. Enumerable.Repeat("a", 65)] }), "allowedAccounts", "allowedAccounts must name 1 to 64 accounts, or be left out.");
        Refused(Terms(t => t with { AllowedAccounts = ["a", "x"] }), "allowedAccounts[1]", "There is no account 'x'.");
        foreach (var closed in new[] { "old", "paused" }) Refused(Terms(t => t with { AllowedAccounts = [closed] }), "allowedAccounts[0]", $"Account '{closed}' takes no new payments.");
    }

    [Fact]
    public void The_first_field_in_the_order_of_the_documentation_is_told()
    {
        var wrong = Terms(t => t with { Merchant = "", Amount = new(0, Currency.CNY), Description = "", AuthCode = new string('0', 65) });
        Field(wrong).Should().Be("merchant");
        Field(wrong = wrong with { Terms = wrong.Terms with { Merchant = "shop" } }).Should().Be("amount");
        Field(wrong = wrong with { Terms = wrong.Terms with { Amount = new(1, Currency.CNY) } }).Should().Be("description");
        Field(wrong with { Terms = wrong.Terms with { Description = "tea" } }).Should().Be("authCode");

        static string? Field(PayCommand command) => s_validation.FirstError(command, s_snapshot)?.Field;
    }

    private static PayCommand Terms(Func<PaymentTerms, PaymentTerms> change) => s_good with { Terms = change(s_good.Terms) };

    private static void Taken(PayCommand command) => s_validation.FirstError(command, s_snapshot).Should().BeNull();

    private static void Refused(PayCommand command, string field, string message) => Refused(command, new RouterError("280001", 400, message, field));

    private static void Refused(PayCommand command, RouterError error) => s_validation.FirstError(command, s_snapshot).Should().Be(error);
}
