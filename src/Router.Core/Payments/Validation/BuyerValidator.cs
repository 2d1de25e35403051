using Router.Core.Accounts;
using Router.Core.Routing;

namespace Router.Core.Payments.Validation;

/// <summary>The buyer's side: payer, instrument, code, facts, extra fields and the accounts he allows.</summary>
internal sealed class BuyerValidator : IPayValidator
{
    private const int MaxEntries = 64;

    public int Order => 40;

    public RouterError? Check(PayCommand command, RouterSnapshot snapshot)
    {
        var terms = command.Terms;
        if (TooLong(terms.Payer?.Id, 128) || TooLong(terms.Payer?.ChannelUserId, 128) || TooLong(terms.Payer?.IpAddress, 45)
            || TooLong(terms.Payer?.UserAgent, 512))
            return RouterError.Invalid("payer", "payer has a field that is too long: id and channelUserId 128, ipAddress 45, userAgent 512.");
        if (terms.Instrument is { CardBin: { } bin } && (bin.Length is < 6 or > 8 || bin.AsSpan().ContainsAnyExceptInRange('0', '9')))
            return RouterError.Invalid("instrument.cardBin", "instrument.cardBin must be 6 to 8 digits; never send a card number.");
        if (terms.Facts?.GetValueOrDefault("cardBin") is { } given && TooLong(given.Trim(), 8))
            return RouterError.Invalid("facts.cardBin", "facts.cardBin must be 6 to 8 digits; never send a card number.");
        if (TooLong(terms.AuthCode, 64)) return RouterError.Invalid("authCode", "authCode has more than 64 characters.");
        return CheckEntries("facts", terms.Facts) ?? CheckEntries("extra", terms.Extra) ?? CheckAccounts(terms.AllowedAccounts, snapshot);
    }

    private static RouterError? CheckAccounts(IReadOnlyList<string>? allowed, RouterSnapshot snapshot)
    {
        if (allowed is null) return null;
        if (allowed.Count is 0 or > MaxEntries)
            return RouterError.Invalid("allowedAccounts", $"allowedAccounts must name 1 to {MaxEntries} accounts, or be left out.");
        for (var i = 0; i < allowed.Count; i++)
        {
            var account = snapshot.Catalog.FindAccount(allowed[i]);
            if (account is null) return RouterError.Invalid($"allowedAccounts[{i}]", $"There is no account '{allowed[i]}'.");
            if (account.State is AccountState.Retired or AccountState.NoNewPayments && allowed.Count == 1)
                return RouterError.Invalid($"allowedAccounts[{i}]", $"Account '{allowed[i]}' takes no new payments.");
        }

        return null;
    }

    private static RouterError? CheckEntries(string field, IReadOnlyDictionary<string, string>? entries)
    {
        if (entries is null) return null;
        if (entries.Count > MaxEntries) return RouterError.Invalid(field, $"{field} has {entries.Count} entries; at most {MaxEntries} are allowed.");
        foreach (var (key, value) in entries.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (key.Length is 0 or > 64) return RouterError.Invalid(field, $"A name in {field} is empty or longer than 64 characters.");
            if (value is null || value.Length > 256) return RouterError.Invalid($"{field}.{key}", $"{field}.{key} must be at most 256 characters.");
        }

        return null;
    }

    private static bool TooLong(string? text, int length) => text?.Length > length;
}
