using System.Globalization;
using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Rules;
using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Core.Backtesting;

/// <summary>One payment line while it is read.</summary>
internal sealed class LineReading(JsonItem root, Findings findings)
{
    private static readonly string[] s_breakers = ["closed", "open", "probe"];

    private readonly Dictionary<string, string> _facts = new(StringComparer.Ordinal);

    public RecordedPayment? Payment(long number, DateTimeOffset at)
    {
        var amount = Amount();
        var methods = Methods();
        var time = Time() ?? at;
        foreach (var member in root.Members) Fact(member);
        if (amount is null || methods is null || findings.ErrorCount > 0) return null;
        return new RecordedPayment
        {
            AcceptedAt = time,
            Validity = root.Member("validitySeconds") is { } validity && Whole(validity, 1, 31_536_000) is { } seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromMinutes(30),
            Seed = Seed(),
            FirstAccount = Text("firstAccount"),
            FirstSucceeded = root.Member("firstSucceeded") is { } succeeded ? Shape.Boolean(succeeded.Value, "\"firstSucceeded\"", findings) : null,
            Health = Health(),
            Terms = new PaymentTerms
            {
                Merchant = Text("merchant") ?? "",
                MerchantOrderNo = Text("order") ?? string.Create(CultureInfo.InvariantCulture, $"line-{number}"),
                Amount = amount.Value,
                Description = "preview",
                Methods = methods,
                Payer = Text("payer") is { } payer ? new Payer(payer) : null,
                AllowedAccounts = root.Member("allowedAccounts") is { } allowed ? Texts(allowed) : null,
                Facts = _facts,
            },
        };
    }

    private Money? Amount()
    {
        var minor = root.Member("amount") is { } amount ? Whole(amount, 0, long.MaxValue) : Missing("amount", "the amount in minor units, such as 1050 for 10.50");
        if (root.Member("currency") is not { } currency)
        {
            Missing("currency", "the currency's code, such as \"CNY\"");
            return null;
        }

        if (currency.Value.Kind == JsonKind.Text && Currency.TryParse(currency.Value.Text, out var known)) return minor is { } units ? new Money(units, known) : null;
        findings.Error(
            DiagnosticIds.BadFactsLine, currency.Value, "This is no ISO 4217 currency code. Write three capitals, such as \"CNY\".",
            Suggest.Nearest(currency.Value.Text.ToUpperInvariant(), [.. Currency.All.Select(c => c.Code)]));
        return null;
    }

    private IReadOnlyList<string>? Methods()
    {
        if (root.Member("methods") is { } several) return Texts(several) is { Count: > 0 } names ? names : null;
        if (Text("method") is { } one) return [one];
        Missing("method", "how the buyer pays, such as \"wechat.native\", or \"methods\" with several in order of preference");
        return null;
    }

    private DateTimeOffset? Time()
    {
        if (Text("time") is not { } text) return null;
        if (FactText.TryInstant(text, out var instant))
        {
            if (!PlanTime.CanBe(instant)) findings.Error(DiagnosticIds.BadFactsLine, root.Member("time")!.Value, $"This time cannot be planned for: {PlanTime.Asked}.");
            return instant;
        }

        findings.Error(DiagnosticIds.BadFactsLine, root.Member("time")!.Value, "A time is written with its offset, \"2026-01-01T08:00:00+08:00\".");
        return null;
    }

    private ulong? Seed()
    {
        if (root.Member("seed") is not { } member) return null;
        if (member.Value.Kind == JsonKind.Number && ulong.TryParse(member.Value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)) return seed;
        findings.Error(DiagnosticIds.BadFactsLine, member.Value, "\"seed\" is a whole number from 0 to 18446744073709551615.");
        return null;
    }

    private List<RecordedHealth> Health()
    {
        var all = new List<RecordedHealth>();
        if (root.Member("health") is not { } member || !Shape.IsArray(member.Value, "\"health\"", findings)) return all;
        foreach (var item in member.Value.Items)
        {
            var account = item.Member("account")?.Value;
            var method = item.Member("method")?.Value;
            var breaker = item.Member("breaker")?.Value.Text ?? "closed";
            var approval = Share(item, "approval");
            if (account is { Kind: JsonKind.Text } && method is { Kind: JsonKind.Text } && Share(item, "h") is { } h && Share(item, "s") is { } s
                && (approval is not null || item.Member("approval") is null) && s_breakers.Contains(breaker))
            {
                all.Add(new(account.Text, method.Text, h, s, breaker, approval));
                continue;
            }

            findings.Error(
                DiagnosticIds.BadFactsLine, item,
                "Recorded health is { \"account\": …, \"method\": …, \"h\": 0 to 1, \"s\": 0 to 1, \"approval\": 0 to 1 or left out, \"breaker\": \"closed\", \"open\" or \"probe\" }.");
        }

        return all;
    }

    private static double? Share(JsonItem item, string name) =>
        item.Member(name) is { Value: { Kind: JsonKind.Number } value }
        && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
            ? share
            : null;

    private void Fact(JsonMember member)
    {
        switch (member.Name)
        {
            case "amount" or "currency" or "merchant" or "method" or "methods" or "time" or "order" or "payer" or "seed" or "validitySeconds"
                or "firstAccount" or "firstSucceeded" or "health" or "allowedAccounts":
                return;
            case "metadata" when member.Value.Kind == JsonKind.Object:
                foreach (var entry in member.Value.Members) Add("metadata." + entry.Name, entry.Value);
                return;
            default:
                Add(member.Name, member.Value);
                return;
        }
    }

    private void Add(string name, JsonItem item)
    {
        if (item.Kind == JsonKind.Array) _facts[name] = string.Join(',', item.Items.Select(i => i.Text));
        else if (item.Kind is JsonKind.Text or JsonKind.Number or JsonKind.Boolean) _facts[name] = item.Text;
    }

    private long? Whole(JsonMember member, long least, long greatest)
    {
        if (member.Value.TryInteger(out var number) && number >= least && number <= greatest) return number;
        findings.Error(DiagnosticIds.BadFactsLine, member.Value, $"\"{member.Name}\" is a whole number of at least {least}; amounts are in minor units: 10.50 is 1050.");
        return null;
    }

    private string? Text(string name)
    {
        if (root.Member(name) is not { } member || member.Value.Kind == JsonKind.Null) return null;
        if (member.Value.Kind == JsonKind.Text && FactText.Normalise(member.Value.Text) is { } text) return text;
        findings.Error(DiagnosticIds.BadFactsLine, member.Value, $"\"{name}\" is a text of 1 to {FactText.MaxLength} characters.");
        return null;
    }

    private List<string>? Texts(JsonMember member)
    {
        if (!Shape.IsArray(member.Value, $"\"{member.Name}\"", findings)) return null;
        var texts = new List<string>();
        foreach (var item in member.Value.Items)
        {
            if (item.Kind == JsonKind.Text) texts.Add(item.Text);
            else findings.Error(DiagnosticIds.BadFactsLine, item, $"\"{member.Name}\" is an array of texts; here stands {Shape.Kind(item)}.");
        }

        if (texts.Count == 0 && member.Value.Items.Count == 0) findings.Error(DiagnosticIds.BadFactsLine, member.Value, $"\"{member.Name}\" is empty. Write one or leave it out.");
        return texts;
    }

    private long? Missing(string name, string what)
    {
        findings.Error(DiagnosticIds.BadFactsLine, root, $"The payment has no \"{name}\". Write {what}.");
        return null;
    }
}
