using Router.Core.Orders;
using Router.Rules;

namespace Router.Core.Routing;

/// <summary>What payments have in common that split keeps at one account. Never a card number: the terms hold none.</summary>
internal static class StickKey
{
    public static string Of(StickBy stickBy, PaymentTerms terms) => stickBy switch
    {
        StickBy.Payer => terms.Payer?.Id ?? terms.Payer?.ChannelUserId,
        StickBy.Card => terms.Instrument?.Token ?? terms.Instrument?.CardBin,
        _ => null,
    } ?? terms.MerchantOrderNo;
}
