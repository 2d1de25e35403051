using System.Globalization;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.WeChatPay.Settings;
using Router.Channel.WeChatPay.Wire;

namespace Router.Channel.WeChatPay.Orders;

/// <summary>Reads a transaction, as a query answers it and a notification carries it.</summary>
internal static class TransactionReader
{
    private const int TransactionIdMax = 64;

    /// <returns>Whose else the transaction is; null: ours.</returns>
    public static string? ForeignTo(JsonElement transaction, Merchant merchant, string? subMerchantId)
    {
        var (merchantField, appField) = subMerchantId is null ? ("mchid", "appid") : ("sp_mchid", "sp_appid");
        if (JsonFields.Text(transaction, merchantField) != merchant.MerchantId) return "it is another merchant's";
        if (subMerchantId is not null && JsonFields.Text(transaction, "sub_mchid") != subMerchantId) return "it is another sub-merchant's";
        return JsonFields.Text(transaction, appField) is { } app && !merchant.Owns(app) ? "it is another app's" : null;
    }

    public static QueryResult Read(JsonElement transaction)
    {
        var raw = JsonFields.Text(transaction, "trade_state");
        var status = StatusTable.Attempt(raw);
        return status switch
        {
            AttemptStatus.Paid => Paid(transaction),
            AttemptStatus.Unknown => Answered("TRADE_STATE", $"The state '{raw}' is not known."),
            AttemptStatus.Pending when raw == StatusTable.Refused =>
                Answered(raw, JsonFields.Text(transaction, "trade_state_desc") ?? "", FaultBlame.Payer) with { Status = status, MustClose = true },
            _ => new() { Status = status },
        };
    }

    public static Money? Amount(JsonElement owner, string name)
    {
        if (JsonFields.Get(owner, "amount") is not { } amount || JsonFields.Whole(amount, name) is not (> 0 and var minor)) return null;
        // The currency is left out of some messages and is yuan then.
        if (JsonFields.Get(amount, "currency") is null) return new(minor, Currency.CNY);
        return Currency.TryParse(JsonFields.Text(amount, "currency"), out var currency) ? new(minor, currency) : null;
    }

    public static DateTimeOffset? Time(JsonElement owner, string name) =>
        DateTimeOffset.TryParse(JsonFields.Text(owner, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUniversalTime()
            : null;

    private static QueryResult Paid(JsonElement transaction)
    {
        if (JsonFields.Text(transaction, "transaction_id") is not { Length: > 0 and <= TransactionIdMax } id
            || Amount(transaction, "total") is not { } captured)
            return Answered("ANSWER_INCOMPLETE", "A paid transaction lacks its id or amount.");
        return new() { Status = AttemptStatus.Paid, ChannelTransactionId = id, Captured = captured, PaidAt = Time(transaction, "success_time") };
    }

    private static QueryResult Answered(string code, string message, FaultBlame blame = FaultBlame.Channel) =>
        new() { Status = AttemptStatus.Unknown, Fault = new(FaultStage.Answered, blame, code, message) };
}
