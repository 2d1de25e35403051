using Router.Abstractions;
using Router.Channel.Alipay.Calls;

namespace Router.Channel.Alipay.Notifications;

/// <summary>
/// What a trade_status_sync says of the attempt; null: nothing. A refund in part repeats TRADE_SUCCESS with refund_fee: the payment, once
/// more. A closed trade that was paid was refunded or cancelled, and the message does not tell which: as "paid" it could let goods go out
/// whose money went back, so it says nothing and the query has the word.
/// </summary>
internal static class TradeReading
{
    public static QueryResult? Of(IReadOnlyDictionary<string, string> fields)
    {
        string? Field(string name) => fields.GetValueOrDefault(name) is { Length: > 0 } text ? text : null;
        if (fields.Any(field => Splits(field.Key, field.Value))) return Unproved("AMBIGUOUS", "Its signature fits other fields as well.");
        var text = Field("trade_status");
        var wasPaid = Field("gmt_payment") is not null || Field("refund_fee") is not null || Field("gmt_refund") is not null;
        if (text == "TRADE_CLOSED" && wasPaid) return null;
        if (StatusTable.Trade(text, wasPaid) is not { } status) return Unproved("UNLISTED_STATUS", $"The trade is {text ?? "without a status"}.");
        if (status != AttemptStatus.Paid) return new() { Status = status };
        var isYuan = Field("trans_currency") is null or "CNY";
        if (!isYuan || Field("trade_no") is not { } tradeNo || Field("total_amount") is not { } amount
            || !Money.TryParseMajor(amount, Currency.CNY, out var captured) || captured.Minor <= 0)
            return Unproved("INCOMPLETE", "The trade is paid and the message leaves out its number or amount in yuan.");
        return new() { Status = AttemptStatus.Paid, ChannelTransactionId = tradeNo, Captured = captured, PaidAt = BeijingTime.Read(Field("gmt_payment")) };
    }

    // What is signed are bare values joined by "&", so a title with "&" and "=" in it can be cut into other fields under the same signature,
    // and what they replace put into a value or a name. Such a message is believed only as far as a query confirms it.
    private static bool Splits(string name, string value) =>
        name.AsSpan().IndexOfAny('&', '=') >= 0 || (value.IndexOf('&', StringComparison.Ordinal) is >= 0 and var at && value.IndexOf('=', at) >= 0);

    private static QueryResult Unproved(string code, string message) =>
        new() { Status = AttemptStatus.Unknown, Fault = new(FaultStage.Answered, FaultBlame.Channel, code, message) };
}
