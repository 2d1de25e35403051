using Router.Hosting.Operations;

namespace Router.AspNetCore.Views;

/// <summary>What a removed account left behind.</summary>
internal sealed record RemovalView(
    string Code, string Message, string Account, long OpenPayments, long OpenRefunds, long RefundableCaptures, long RefundWindowDays,
    IReadOnlyList<string> Payments, int Parked)
{
    public static RemovalView Of(StrandedMoney money, int parked) => new(
        Success.Code, Success.Message, money.AccountId, money.OpenPayments, money.OpenRefunds, money.RefundableCaptures, (long)money.RefundWindow.TotalDays,
        money.PaymentIds, parked);
}
