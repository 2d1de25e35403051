namespace Router.Channel.Simulator.Settings;

// How buyers behave: shares of the unwilling, the rest pays.
internal sealed record BuyerSettings(
    double Never, double Abandon, double Late, double Refused, double BarcodeAtOnce, DelayRange PayAfter, DelayRange LateAfter)
{
    private static readonly DelayRange s_payAfter = new(1_000, 8_000);
    private static readonly DelayRange s_lateAfter = new(60_000, 1_200_000);

    internal static BuyerSettings Read(SettingsReader? reader)
    {
        if (reader is null) return new(0, 0, 0, 0, 0.8, s_payAfter, s_lateAfter);
        var buyer = new BuyerSettings(
            reader.Number("never", 0, 1),
            reader.Number("abandon", 0, 1),
            reader.Number("late", 0, 1),
            reader.Number("refused", 0, 1),
            reader.Number("barcodeAtOnce", 0.8, 1),
            DelayRange.Read(reader, "payAfterMs", s_payAfter),
            DelayRange.Read(reader, "lateAfterMs", s_lateAfter));
        reader.RefuseOthers();
        if (buyer.Never + buyer.Abandon + buyer.Late + buyer.Refused > 1.000001)
            throw reader.Wrong("", "has shares above 1 in sum", "lower never, abandon, late or refused");
        return buyer;
    }
}
