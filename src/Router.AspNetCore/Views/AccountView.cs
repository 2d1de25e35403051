using Router.Core.Accounts;

namespace Router.AspNetCore.Views;

/// <summary>A merchant account without its settings.</summary>
internal sealed record AccountView(string Id, string State, string Mode, string MerchantId, bool IsProduction, IReadOnlyList<string> Tags, AccountDayView? Today)
{
    public static AccountView Of(MerchantAccount account, AccountDayView? today) => new(
        account.Id, Words.Camel(account.State), Words.Camel(account.Mode), account.MerchantId, account.IsProduction, account.Tags, today);
}
