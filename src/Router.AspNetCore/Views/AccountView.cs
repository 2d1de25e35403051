using Router.Core.Accounts;
using Router.Hosting.Operations;

namespace Router.AspNetCore.Views;

/// <summary>A merchant account without its settings.</summary>
internal sealed record AccountView(
    string Id, string State, string Mode, string MerchantId, bool IsProduction, IReadOnlyList<string> Tags, AccountDayView? Today, string? Unusable,
    IReadOnlyList<CredentialView>? Credentials)
{
    public static AccountView Of(MerchantAccount account, AccountDayView? today, RouterOperations operations)
    {
        var credentials = operations.Credentials.Where(c => c.AccountId == account.Id).Select(c => CredentialView.Of(c.Credential)).ToList();
        return new(
            account.Id, Words.Camel(account.State), Words.Camel(account.Mode), account.MerchantId, account.IsProduction, account.Tags, today,
            operations.UnusableAccounts.GetValueOrDefault(account.Id), credentials.Count > 0 ? credentials : null);
    }
}
