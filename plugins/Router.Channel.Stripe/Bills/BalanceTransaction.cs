using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Stripe.Amounts;
using Router.Channel.Stripe.Intents;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Bills;

/// <summary>Reads one balance transaction with its source expanded: https://docs.stripe.com/reports/balance-transaction-types.</summary>
internal static class BalanceTransaction
{
    /// <exception cref="InvalidDataException">The line contradicts itself, or lacks what a line must have.</exception>
    public static BillLine Read(JsonElement item, DateTimeOffset from, DateTimeOffset to)
    {
        var id = item.Text("id");
        var amount = item.Whole("amount") ?? throw Bad(id, "has no amount");
        var fee = item.Whole("fee") ?? throw Bad(id, "has no fee");
        if (item.Whole("net") is { } net && net != amount - fee) throw Bad(id, "has a net that is not amount less fee");
        var bookedAt = item.Time("created") ?? throw Bad(id, "has no time");
        if (bookedAt < from || bookedAt >= to) throw Bad(id, "is not of the day that was asked for");
        var currency = item.Text("currency");
        var source = item.Object("source") ?? default;
        var metadata = source.Object("metadata") ?? default;
        var kind = KindOf(item, source);
        return new()
        {
            Kind = kind,
            AttemptNumber = Number(metadata.Text("attempt")) ?? "",
            RefundNumber = kind == BillLineKind.Refund ? Number(metadata.Text("refund")) : null,
            ChannelTransactionId = source.Id("payment_intent") ?? source.Text("id") ?? item.Text("source") ?? id ?? "",
            Amount = AmountOf(id, item, source, kind, amount, currency),
            Fee = StripeAmount.TryRead(fee, currency, out var money) ? money : null,
            BookedAt = bookedAt,
            RawStatus = item.Text("reporting_category") ?? item.Text("type"),
        };
    }

    // A capture of less than was held books the whole and takes the rest back under a category of its own: that is no refund.
    private static BillLineKind KindOf(JsonElement item, JsonElement source) => item.Text("type") switch
    {
        _ when item.Text("reporting_category") == "partial_capture_reversal" => BillLineKind.Other,
        "charge" or "payment" when source.Text("object") == "charge" => BillLineKind.Payment,
        "refund" or "payment_refund" when source.Text("object") == "refund" => BillLineKind.Refund,
        "charge" or "payment" or "refund" or "payment_refund" => throw Bad(item.Text("id"), "came without its source"),
        _ => BillLineKind.Other,
    };

    // The buyer's currency stands in the source; the balance may be kept in another.
    private static Money AmountOf(string? id, JsonElement item, JsonElement source, BillLineKind kind, long booked, string? currency)
    {
        if (kind == BillLineKind.Other)
            return StripeAmount.TryRead(Math.Abs(booked), currency, out var other) ? other : throw Bad(id, "has an amount that is none of its currency");
        if (kind == BillLineKind.Payment == booked < 0) throw Bad(id, "has the wrong sign");
        var whole = source.Whole("amount") ?? throw Bad(id, "has a source without an amount");
        var moved = kind == BillLineKind.Payment ? source.Whole("amount_captured") ?? whole : whole;
        if (source.Text("currency") == currency && Math.Abs(booked) != whole && Math.Abs(booked) != moved)
            throw Bad(id, $"of {item.Text("type")} books another amount than its source");
        return StripeAmount.TryRead(moved, source.Text("currency"), out var money) && moved > 0 ? money : throw Bad(id, "has a source with a wrong amount");
    }

    private static string? Number(string? text) => text is not null && Intent.IsNumber(text) ? text : null;

    private static InvalidDataException Bad(string? id, string what) => new($"Balance transaction {id ?? "without id"} {what}.");
}
