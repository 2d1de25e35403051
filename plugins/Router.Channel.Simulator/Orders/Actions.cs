using System.Globalization;
using Router.Abstractions;
using Router.Channel.Simulator.Ledgers;
using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator.Orders;

// What the buyer is shown; the same for the same order every time.
internal sealed class Actions(string merchantId, Draws draws)
{
    internal PayAction For(ChannelOrder order)
    {
        var id = draws.Id("action", order.Number);
        return order.Method switch
        {
            Method.Qr => new(PayActionKind.QrCode, $"sim://pay/{id}", null, order.PayableUntil),
            Method.App => new(PayActionKind.AppParameters, "", AppFields(order, id), order.PayableUntil),
            Method.Barcode => new(PayActionKind.Wait, "", null, order.PayableUntil),
            _ => new(PayActionKind.Redirect, Link(order, id), null, order.PayableUntil),
        };
    }

    private Dictionary<string, string> AppFields(ChannelOrder order, string id) => new(StringComparer.Ordinal)
    {
        ["merchantId"] = merchantId,
        ["prepayId"] = id,
        ["order"] = order.Number,
        ["timestamp"] = order.CreatedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    };

    private string Link(ChannelOrder order, string id) =>
        $"https://buyer.simulator.invalid/{(order.Method == Method.Card ? "approve" : "pay")}"
        + $"?merchant={Uri.EscapeDataString(merchantId)}&order={order.Number}&amount={order.Amount.Minor.ToString(CultureInfo.InvariantCulture)}"
        + $"&currency={order.Amount.Currency.Code}&expires={order.PayableUntil.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}&id={id}";
}
