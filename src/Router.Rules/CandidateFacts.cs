using Router.Rules.Conditions;

namespace Router.Rules;

/// What is known of one account for one payment when its "where" is asked. Null is an absent fact.
public sealed class CandidateFacts : FactSource
{
    internal const int ChannelSlot = 0;
    internal const int AccountSlot = 1;
    internal const int TagsSlot = 2;
    internal const int FeeSlot = 3;
    internal const int FeePpmSlot = 4;
    internal const int HealthSlot = 5;
    internal const long HealthScale = 1_000_000;

    /// Fee in minor units of the payment's currency; health is h, 0 to 1.
    public CandidateFacts(
        string? channel, string? account, IReadOnlyCollection<string>? tags = null, long? fee = null, long? feePpm = null, double? health = null)
        : base(Slots(channel, account, tags, fee, feePpm, health))
    {
    }

    private static FactValue[] Slots(
        string? channel, string? account, IReadOnlyCollection<string>? tags, long? fee, long? feePpm, double? health) =>
    [
        channel is null ? default : FactValue.OfText(channel),
        account is null ? default : FactValue.OfText(account),
        tags is null ? default : FactValue.OfTexts([.. tags.Order(StringComparer.Ordinal)]),
        fee is { } amount ? FactValue.OfInteger(amount) : default,
        feePpm is { } ppm ? FactValue.OfInteger(ppm) : default,
        health is { } h && double.IsFinite(h) ? FactValue.OfInteger((long)Math.Round(Math.Clamp(h, 0, 1) * HealthScale)) : default,
    ];
}
