using Router.Abstractions;
using Router.Core.Accounts;
using Router.Rules.Fees;

namespace Router.Core.Routing.Eligibility;

/// <summary>All that a catalog says of one account, found once.</summary>
internal sealed class AccountOffers(MerchantAccount account, ChannelManifest? channel, FeeSchedule fees, Offer[] offers, Catalog catalog)
{
    public MerchantAccount Account { get; } = account;
    public ChannelManifest? Channel { get; } = channel;
    public FeeSchedule Fees { get; } = fees;

    /// <summary>The day of its limits that an instant falls on.</summary>
    public DateOnly DayOf(DateTimeOffset at) => catalog.LimitDayOf(Account, at);

    /// <summary>Of the method of that name; the default where the channel has none.</summary>
    public Offer Find(string method)
    {
        foreach (var offer in offers)
            if (offer.Method.Name == method) return offer;
        return default;
    }
}
