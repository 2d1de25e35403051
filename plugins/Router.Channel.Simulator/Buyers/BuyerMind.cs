using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator.Buyers;

// Makes up a buyer's mind from the attempt's number: the same in every process and after every restart.
internal sealed class BuyerMind(BuyerSettings settings, Draws draws)
{
    internal BuyerPlan Decide(string number, string method, DateTimeOffset now)
    {
        var does = Choose(draws.Unit("buyer", number));
        if (does == BuyerPlan.Pay && method == Method.Barcode && draws.Unit("atOnce", number) < settings.BarcodeAtOnce)
            return new(BuyerPlan.AtOnce, null, null);

        var range = does == BuyerPlan.Late ? settings.LateAfter : settings.PayAfter;
        var delay = range.At(draws.Unit("delay", number));
        var actAt = WillAct(does, method) ? now + delay : (DateTimeOffset?)null;
        // He opens a link some time before he acts on it; a link never opened stays unknown to the channel.
        var openAt = method == Method.Redirect && does != BuyerPlan.Never ? now + (delay / 2) : (DateTimeOffset?)null;
        return new(does, openAt, actAt);
    }

    private string Choose(double unit)
    {
        if (unit < settings.Never) return BuyerPlan.Never;
        unit -= settings.Never;
        if (unit < settings.Abandon) return BuyerPlan.Abandon;
        unit -= settings.Abandon;
        if (unit < settings.Late) return BuyerPlan.Late;
        unit -= settings.Late;
        return unit < settings.Refused ? BuyerPlan.Refused : BuyerPlan.Pay;
    }

    // Leaving a code or a page tells the channel nothing; cancelling at the till or at the card's approval page does.
    private static bool WillAct(string does, string method) => does switch
    {
        BuyerPlan.Never => false,
        BuyerPlan.Abandon => method is Method.Barcode or Method.Card,
        _ => true,
    };
}
