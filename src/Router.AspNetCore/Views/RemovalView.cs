using Router.Hosting.Operations;

namespace Router.AspNetCore.Views;

/// <summary>What a removed account left behind.</summary>
internal sealed record RemovalView(
    string Code, string Message, string Account, long OpenPayments, long OpenRefunds, long RefundableCaptures, long RefundWindowDays,
    IReadOnlyList<string> Payments, int Parked, IReadOnlyList<string> Rules)
{
    public static RemovalView Of(RemovalResult result) => new(
        Success.Code, Success.Message, result.Money.AccountId, result.Money.OpenPayments, result.Money.OpenRefunds, result.Money.RefundableCaptures,
        (long)result.Money.RefundWindow.TotalDays, result.Money.PaymentIds, result.Parked, result.Rules);
}
