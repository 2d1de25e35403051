using Router.Abstractions;
using Router.Core.Accounts;

namespace Router.Simulation.Banking;

/// <summary>Two channels with every kind of method, and five accounts.</summary>
internal static class Methods
{
    public const string Strong = "sim";
    public const string Weak = "weak";
    public static readonly IReadOnlyList<string> All =
        ["sim.qr", "sim.page", "sim.direct", "sim.quick", "sim.capture", "sim.replay", "sim.noclose", "sim.barcode", "sim.forever"];

    private static readonly TimeSpan[] s_schedule =
        [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20),
            TimeSpan.FromHours(3)];

    public static readonly IReadOnlyList<ChannelManifest> Channels = [Channel(Strong, false), Channel(Weak, true)];

    public static IReadOnlyList<MerchantAccount> Accounts(bool oneIsProduction) =>
    [
        Account("a", Strong), Account("b", Strong), Account("c", Weak), Account("d", Strong) with { IsProduction = oneIsProduction },
        Account("e", Weak) with { MaxConcurrency = 4, Concurrency = new(Query: 1, Refund: 1) },
    ];

    /// <summary>How far the channel's clock is ahead of UTC.</summary>
    public static TimeSpan ZoneOf(string channel) => TimeSpan.FromHours(channel == Weak ? 9 : 0);

    /// <summary>Its day ends in the middle of the traffic, so that bills are cut where it hurts.</summary>
    public static TimeOnly CutOffOf(string channel) => channel == Weak ? new(21, 3) : new(12, 2);

    public static bool Expires(string method) => method != "sim.forever";

    private static MerchantAccount Account(string id, string channel) => new() { Id = id, ChannelId = channel, MerchantId = "m-" + id };

    private static ChannelManifest Channel(string id, bool weak) => new()
    {
        Id = id,
        Version = "1.0.0",
        Contract = new(1, 1),
        Assembly = "Sim.dll",
        DisplayName = id,
        Methods = [.. All.Select(Method)],
        Fees = [new FeeRow { Ppm = 6000 }],
        WeakNotifications = weak,
        Refunds = new(TimeSpan.FromDays(90)),
        TimeZone = weak ? "Asia/Tokyo" : "UTC",
        Bills = new(new TimeOnly(1, 0), CutOffOf(id)),
    };

    private static MethodManifest Method(string name) => new()
    {
        Name = name,
        Presentation = name is "sim.barcode" ? Presentation.Barcode : Presentation.QrCode,
        Currencies = [Currency.CNY],
        Operations = name == "sim.noclose"
            ? [ChannelOperation.Pay, ChannelOperation.Query, ChannelOperation.Refund]
            : [ChannelOperation.Pay, ChannelOperation.Query, ChannelOperation.Close, ChannelOperation.Refund, ChannelOperation.Continue],
        ActionExpires = Expires(name),
        ResolveBy = name == "sim.replay" ? ResolveBy.Replay : ResolveBy.Query,
        CloseWhen = name == "sim.barcode" ? CloseWhen.StillPending : CloseWhen.OrderEnds,
        QuerySchedule = s_schedule,
    };
}
