namespace Router.HealthLab.World;

/// <summary>One fault: what ails which account, by the seconds since it began.</summary>
internal sealed class LabFault(string name, string says, Func<int, int, double, Sickness> during)
{
    private const double FlapSeconds = 20;
    private const double BlipSeconds = 5;
    private const double BlipEvery = 30;

    public string Name { get; } = name;
    public string Says { get; } = says;

    /// <summary>True where calls are answered at once and buyers act later.</summary>
    public bool HasActions { get; private init; }

    public static IReadOnlyList<LabFault> All { get; } =
    [
        new("none", "all are well", (_, _, _) => Sickness.None),
        new("noise", "4 % of all calls fail, everywhere alike", (_, _, _) => Sickness.Brown(0.04)),
        new("weaker", "4 % of a's calls fail", (account, _, _) => account == 0 ? Sickness.Brown(0.04) : Sickness.None),
        new("refused", "nothing reaches a", (account, _, _) => account == 0 ? Sickness.Refuses : Sickness.None),
        new("timeout", "a answers nothing", (account, _, _) => account == 0 ? Sickness.Hangs : Sickness.None),
        new("brown-60", "60 % of a's calls fail", (account, _, _) => account == 0 ? Sickness.Brown(0.6) : Sickness.None),
        new("brown-85", "85 % of a's calls fail", (account, _, _) => account == 0 ? Sickness.Brown(0.85) : Sickness.None),
        new("flapping", "a answers nothing for 20 s, is well for 20 s, and so on",
            (account, _, at) => account == 0 && at % (2 * FlapSeconds) < FlapSeconds ? Sickness.Hangs : Sickness.None),
        new("short-blips", "a answers nothing for 5 s of every 30",
            (account, _, at) => account == 0 && at % BlipEvery < BlipSeconds ? Sickness.Hangs : Sickness.None),
        new("two-down", "a answers nothing, nothing reaches b",
            (account, _, _) => account switch { 0 => Sickness.Hangs, 1 => Sickness.Refuses, _ => Sickness.None }),
        new("all-down", "nothing is answered anywhere", (_, _, _) => Sickness.Hangs),
        new("one-bank", "cards of one bank, 30 % of all, are answered nothing at a",
            (account, bank, _) => account == 0 && bank == 0 ? Sickness.Hangs : Sickness.None),
        new("slow", "a answers well and 3 s late", (account, _, _) => account == 0 ? Sickness.Slow : Sickness.None),
        new("decay", "a's failures grow from none to 90 %",
            (account, _, at) => account == 0 ? Sickness.Brown(0.003 + (0.9 * at / LabWorld.FaultSeconds)) : Sickness.None),
        new("unpaid", "buyers at a do not pay what was issued", (account, _, _) => account == 0 ? Sickness.UnpaidActions : Sickness.None)
        {
            HasActions = true,
        },
    ];

    public static LabFault? Find(string name) => All.FirstOrDefault(fault => fault.Name == name);

    /// <param name="account">0 to 2.</param>
    /// <param name="bank">The payer's.</param>
    /// <param name="at">Seconds since the start of the run.</param>
    public Sickness Of(int account, int bank, double at)
    {
        var since = at - LabWorld.FaultFrom;
        return since is >= 0 and < LabWorld.FaultSeconds ? during(account, bank, since) : Sickness.None;
    }
}
