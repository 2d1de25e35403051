using System.Text.Json;
using Router.Abstractions;
using Router.Rules;
using Router.Rules.Fees;
using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Core.Accounts;

/// <summary>Reads one account and tells everything that is wrong with it.</summary>
internal sealed class AccountReader(JsonItem item, Findings findings)
{
    private const int MaxText = 128;

    private static readonly string[] s_members =
    [
        "id", "channel", "description", "state", "mode", "merchantId", "production", "tags", "methods", "currencies", "fees", "minAmount",
        "maxAmount", "limits", "hours", "maxConcurrency", "concurrency", "ratePerSecond",
        "burst", "settings",
    ];

    private static readonly string[] s_states = ["active", "testing", "noNewPayments", "retired"];
    private static readonly string[] s_modes = ["direct", "partner", "subMerchant"];
    private static readonly string[] s_feeMembers = ["method", "cardType", "currency", "from", "to", "ppm", "fixed", "min", "cap"];
    private static readonly string[] s_classes = ["pay", "query", "refund", "bill", "notify"];
    private static readonly string[] s_hourMembers = ["from", "to", "zone"];

    public static MerchantAccount? Read(JsonItem item, Findings findings)
    {
        if (!Shape.IsObject(item, "An account", findings)) return null;
        Shape.OnlyKnown(item, "An account", s_members, findings);
        return new AccountReader(item, findings).Read();
    }

    private MerchantAccount? Read()
    {
        var id = Id("id");
        var channel = Id("channel");
        var merchantId = Required("merchantId", out var merchant) ? Shape.Text(merchant, "merchantId", MaxText, findings) : null;
        if (item.Member("description") is { } description) Shape.Text(description.Value, "description", 1000, findings);
        var min = Integer(item, "minAmount", 1, long.MaxValue);
        var max = Integer(item, "maxAmount", 1, long.MaxValue);
        if (min > max) findings.Error(AccountDiagnosticIds.BadLimits, item.Member("minAmount")!, $"minAmount {min} is above maxAmount {max}: no amount fits.");
        var account = new MerchantAccount
        {
            Id = id ?? "",
            ChannelId = channel ?? "",
            MerchantId = merchantId ?? "",
            State = (AccountState)(Word("state", s_states) ?? 0),
            Mode = (AccountMode)(Word("mode", s_modes) ?? 0),
            IsProduction = item.Member("production") is { } production && Shape.Boolean(production.Value, "production", findings) == true,
            Tags = Texts("tags") ?? [],
            Methods = Texts("methods"),
            Currencies = Currencies(),
            Fees = Fees(),
            MinAmount = min,
            MaxAmount = max,
            Limits = Limits(),
            Hours = Hours(),
            MaxConcurrency = (int)(Integer(item, "maxConcurrency", 1, 10_000) ?? 64),
            Concurrency = Concurrency(),
            RatePerSecond = (int?)Integer(item, "ratePerSecond", 1, 10_000),
            Burst = (int?)Integer(item, "burst", 1, 10_000),
            Settings = Settings(),
        };
        return id is null || channel is null || merchantId is null ? null : account;
    }

    private bool Required(string name, out JsonItem value)
    {
        value = item;
        if (item.Member(name) is { } member)
        {
            value = member.Value;
            return true;
        }

        findings.Error(DiagnosticIds.Missing, item, $"The account has no \"{name}\".");
        return false;
    }

    private string? Id(string name)
    {
        if (!Required(name, out var value) || Shape.Text(value, name, MaxText, findings) is not { } text) return null;
        if (text.Length <= 64 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_')) return text;
        findings.Error(AccountDiagnosticIds.BadId, value, $"\"{name}\" is 1 to 64 of a–z, 0–9, - and _, because it stands in addresses and rules.");
        return null;
    }

    private int? Word(string name, string[] words) => item.Member(name) is { } member ? Shape.Word(member.Value, name, words, findings) : null;

    private long? Integer(JsonItem owner, string name, long min, long max) => Integer(owner, name, min, max, findings);

    internal static long? Integer(JsonItem owner, string name, long min, long max, Findings findings)
    {
        if (owner.Member(name) is not { } member || member.Value.Kind == JsonKind.Null) return null;
        if (!member.Value.TryInteger(out var value))
            findings.Error(DiagnosticIds.WrongType, member.Value, $"{name} is a whole number (amounts in minor units); here stands {Shape.Kind(member.Value)} {member.Value.Text}.");
        else if (value < min || value > max)
            findings.Error(DiagnosticIds.Limit, member.Value, $"{name} is {value}; it lies between {min} and {max}.");
        else return value;
        return null;
    }

    private List<string>? Texts(string name)
    {
        if (item.Member(name) is not { } member || !Shape.IsArray(member.Value, name, findings)) return null;
        return [.. member.Value.Items.Select(i => Shape.Text(i, $"Each of {name}", MaxText, findings)).OfType<string>()];
    }

    private List<Currency>? Currencies()
    {
        if (item.Member("currencies") is not { } member || !Shape.IsArray(member.Value, "currencies", findings)) return null;
        return [.. member.Value.Items.Select(CurrencyOf).Where(c => c is not null).Select(c => c!.Value)];
    }

    private Currency? CurrencyOf(JsonItem value) => CurrencyOf(value, findings);

    private static Currency? CurrencyOf(JsonItem value, Findings findings)
    {
        if (value.Kind == JsonKind.Text && Currency.TryParse(value.Text, out var currency)) return currency;
        findings.Error(
            AccountDiagnosticIds.UnknownCurrency, value, "A currency is an ISO 4217 code of three capital letters.",
            Suggest.Nearest(value.Text, Currency.All.Select(c => c.Code)));
        return null;
    }

    private List<FeeRow>? Fees()
    {
        if (item.Member("fees") is not { } member || !Shape.IsArray(member.Value, "fees", findings)) return null;
        var rows = new List<FeeRow>();
        foreach (var row in member.Value.Items)
        {
            if (!Shape.IsObject(row, "A fee row", findings)) continue;
            Shape.OnlyKnown(row, "A fee row", s_feeMembers, findings);
            rows.Add(new FeeRow
            {
                Method = TextOf(row, "method"),
                CardType = TextOf(row, "cardType"),
                Currency = row.Member("currency") is { } currency ? CurrencyOf(currency.Value) : null,
                From = Integer(row, "from", 0, long.MaxValue) ?? 0,
                To = Integer(row, "to", 0, long.MaxValue),
                Ppm = Integer(row, "ppm", 0, 1_000_000) ?? 0,
                Fixed = Integer(row, "fixed", 0, long.MaxValue) ?? 0,
                Min = Integer(row, "min", 0, long.MaxValue) ?? 0,
                Cap = Integer(row, "cap", 0, long.MaxValue),
            });
        }

        foreach (var problem in FeeSchedule.Problems(rows)) findings.Error(AccountDiagnosticIds.BadFee, member.Value, problem);
        return rows;
    }

    private string? TextOf(JsonItem owner, string name) =>
        owner.Member(name) is { } member && member.Value.Kind != JsonKind.Null ? Shape.Text(member.Value, name, MaxText, findings) : null;

    private List<AccountHours> Hours()
    {
        if (item.Member("hours") is not { } member || !Shape.IsArray(member.Value, "hours", findings)) return [];
        var hours = new List<AccountHours>();
        foreach (var span in member.Value.Items)
        {
            if (!Shape.IsObject(span, "A span of hours", findings)) continue;
            Shape.OnlyKnown(span, "A span of hours", s_hourMembers, findings);
            var zone = TextOf(span, "zone");
            if (TimeOf(span, "from") is not { } from || TimeOf(span, "to") is not { } to) continue;
            if (from == to) findings.Error(AccountDiagnosticIds.BadHours, span, "from and to are the same: no time fits. Leave \"hours\" out for always.");
            else if (zone is null || !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
                findings.Error(AccountDiagnosticIds.BadHours, span, "\"zone\" is an IANA time zone such as \"Asia/Shanghai\".");
            else hours.Add(new(from, to, zone));
        }

        return hours;
    }

    private AccountLimits? Limits() => item.Member("limits") is { } member ? LimitsReader.Read(member.Value, findings) : null;

    private ClassPlaces? Concurrency()
    {
        if (item.Member("concurrency") is not { } member || !Shape.IsObject(member.Value, "concurrency", findings)) return null;
        Shape.OnlyKnown(member.Value, "concurrency", s_classes, findings);
        var places = s_classes.Select(name => (int?)Integer(member.Value, name, 1, 10_000)).ToList();
        return new(places[0], places[1], places[2], places[3], places[4]);
    }

    private TimeOnly? TimeOf(JsonItem span, string name)
    {
        if (TextOf(span, name) is { } text
            && TimeOnly.TryParseExact(text, "HH:mm", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var time))
            return time;
        findings.Error(AccountDiagnosticIds.BadHours, span, $"\"{name}\" is a time of day such as \"08:30\".");
        return null;
    }

    private JsonElement Settings()
    {
        var text = "{}";
        if (item.Member("settings") is { } member && Shape.IsObject(member.Value, "settings", findings)) text = CanonicalJson.Text(member.Value);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
