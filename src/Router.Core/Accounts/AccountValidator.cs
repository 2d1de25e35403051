using System.Text.Json;
using Router.Abstractions;
using Router.Rules.Loading;

namespace Router.Core.Accounts;

/// <summary>Checks an account against its channel's manifest: an account may switch capabilities off, never add one.</summary>
public static class AccountValidator
{
    /// <returns>Every problem at once; empty where the account fits.</returns>
    public static IReadOnlyList<AccountProblem> Validate(MerchantAccount account, ChannelManifest? manifest)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (manifest is null)
            return [new(AccountDiagnosticIds.ChannelNotLoaded, account.Id, "channel", $"No channel \"{account.ChannelId}\" is loaded. Add it to plugins.json or mend the name.")];
        return [.. Methods(account, manifest), .. Currencies(account, manifest), .. Limits(account, manifest), .. DayLimits(account, manifest),
            .. Fees(account, manifest), .. Settings(account, manifest)];
    }

    private static IEnumerable<AccountProblem> Methods(MerchantAccount account, ChannelManifest manifest)
    {
        var offered = manifest.Methods.Select(m => m.Name).ToList();
        for (var i = 0; i < (account.Methods?.Count ?? 0); i++)
            if (!offered.Contains(account.Methods![i]))
                yield return new(
                    AccountDiagnosticIds.MethodNotOffered, account.Id, $"methods[{i}]",
                    $"{manifest.Id} has no method \"{account.Methods[i]}\". It has: {Suggest.List(offered)}.", Suggest.Nearest(account.Methods[i], offered));
    }

    private static IEnumerable<AccountProblem> Currencies(MerchantAccount account, ChannelManifest manifest)
    {
        var taken = Used(account, manifest).SelectMany(m => m.Currencies).Distinct().ToList();
        for (var i = 0; i < (account.Currencies?.Count ?? 0); i++)
            if (!taken.Contains(account.Currencies![i]))
                yield return new(
                    AccountDiagnosticIds.CurrencyNotOffered, account.Id, $"currencies[{i}]",
                    $"No method of this account takes {account.Currencies[i]}. They take: {Suggest.List([.. taken.Select(c => c.Code)])}.");
    }

    private static IEnumerable<AccountProblem> Limits(MerchantAccount account, ChannelManifest manifest)
    {
        var methods = Used(account, manifest).ToList();
        if (methods.Count == 0) yield break;
        var (least, greatest) = (methods.Min(m => m.MinAmount), methods.Max(m => m.MaxAmount));
        if (account.MinAmount < least || account.MinAmount > greatest)
            yield return new(AccountDiagnosticIds.LimitsBeyondChannel, account.Id, "minAmount", $"is {account.MinAmount}; the channel takes {least} to {greatest}.");
        if (account.MaxAmount > greatest || account.MaxAmount < least)
            yield return new(AccountDiagnosticIds.LimitsBeyondChannel, account.Id, "maxAmount", $"is {account.MaxAmount}; the channel takes {least} to {greatest}.");
    }

    private static IEnumerable<AccountProblem> DayLimits(MerchantAccount account, ChannelManifest manifest)
    {
        var taken = Used(account, manifest).SelectMany(m => m.Currencies).Distinct().ToList();
        foreach (var amount in account.Limits?.Amounts ?? [])
            if (!taken.Contains(amount.Currency))
                yield return new(
                    AccountDiagnosticIds.CurrencyNotOffered, account.Id, $"limits.perDay.amount.{amount.Currency}",
                    $"No method of this account takes {amount.Currency}. They take: {Suggest.List([.. taken.Select(c => c.Code)])}.");
    }

    private static IEnumerable<AccountProblem> Fees(MerchantAccount account, ChannelManifest manifest)
    {
        var offered = manifest.Methods.Select(m => m.Name).ToList();
        for (var i = 0; i < (account.Fees?.Count ?? 0); i++)
            if (account.Fees![i].Method is { } method && !offered.Contains(method))
                yield return new(
                    AccountDiagnosticIds.FeeForUnknownMethod, account.Id, $"fees[{i}].method", $"{manifest.Id} has no method \"{method}\".",
                    Suggest.Nearest(method, offered));
    }

    private static IEnumerable<AccountProblem> Settings(MerchantAccount account, ChannelManifest manifest)
    {
        var settings = account.Settings;
        if (manifest.SettingsSchema is not { } schema)
        {
            if (settings.ValueKind == JsonValueKind.Object && settings.EnumerateObject().Any())
                yield return new(AccountDiagnosticIds.NoSettingsExpected, account.Id, "settings", $"{manifest.Id} takes no settings; leave them out.");
            yield break;
        }

        if (settings.ValueKind == JsonValueKind.Undefined)
        {
            using var none = JsonDocument.Parse("{}");
            settings = none.RootElement.Clone();
        }

        foreach (var problem in SchemaCheck.Check(settings, schema))
            yield return new(
                problem.IsSecret ? AccountDiagnosticIds.InlineSecret : AccountDiagnosticIds.BadSettings, account.Id,
                problem.Path.Length == 0 ? "settings" : "settings." + problem.Path, problem.Message, problem.Suggestion);
    }

    private static IEnumerable<MethodManifest> Used(MerchantAccount account, ChannelManifest manifest) =>
        manifest.Methods.Where(m => account.Methods is null || account.Methods.Contains(m.Name));
}
