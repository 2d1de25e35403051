using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.PayPal.Bills;

/// <summary>
/// A transaction_info as a line. Event codes: T0006 a checkout payment, T1107 a refund, T1106 a payment that PayPal took back; all
/// others are neither. Only S (done), V (done and taken back later) and F (done, partly given back) have moved money.
/// </summary>
internal static class BillLines
{
    /// <exception cref="InvalidDataException">A part is missing or unreadable: then nothing of the bill may be used.</exception>
    public static BillLine Read(JsonElement info)
    {
        var id = info.Text("transaction_id") ?? throw Bad("a transaction without an id");
        var amount = info.Amount("transaction_amount") ?? throw Bad($"transaction {id} without an exact amount");
        var status = info.Text("transaction_status") ?? throw Bad($"transaction {id} without a status");
        var at = info.Time("transaction_initiation_date") ?? throw Bad($"transaction {id} without a time");
        var kind = Kind(info.Text("transaction_event_code"), status, amount);
        var (custom, invoice) = (info.Text("custom_field"), info.Text("invoice_id"));
        var isRefund = kind == BillLineKind.Refund;
        return new()
        {
            Kind = kind,
            AttemptNumber = kind == BillLineKind.Other ? "" : custom ?? (isRefund ? "" : invoice) ?? "",
            RefundNumber = isRefund && invoice != custom ? invoice : null,
            ChannelTransactionId = (isRefund ? info.Text("paypal_reference_id") : null) ?? id,
            Amount = amount.Minor < 0 ? amount with { Minor = -amount.Minor } : amount,
            Fee = Fee(info, id),
            BookedAt = at,
            RawStatus = $"{info.Text("transaction_event_code")} {status}",
        };
    }

    private static BillLineKind Kind(string? code, string status, Money amount) => (code, status) switch
    {
        ("T0006", "S" or "V" or "F") when amount.Minor > 0 => BillLineKind.Payment,
        ("T1107" or "T1106", "S" or "V" or "F") when amount.Minor < 0 => BillLineKind.Refund,
        _ => BillLineKind.Other,
    };

    // PayPal writes the fee as the change of the balance: negative where we pay it.
    private static Money? Fee(JsonElement info, string id)
    {
        if (info.Member("fee_amount").ValueKind == JsonValueKind.Undefined) return null;
        var fee = info.Amount("fee_amount") ?? throw Bad($"transaction {id} with a fee that is no exact amount");
        return fee with { Minor = -fee.Minor };
    }

    private static InvalidDataException Bad(string what) => new($"PayPal's bill holds {what}.");
}
