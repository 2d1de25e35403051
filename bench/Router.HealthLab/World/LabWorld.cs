using Router.Abstractions;

namespace Router.HealthLab.World;

/// <summary>
/// Twenty minutes of payments and of three accounts' answers, decided by seed, fault and rate alone: whoever sends a payment to an account
/// at an instant gets the answer that anybody else would have got.
/// </summary>
internal sealed class LabWorld(ulong seed, LabFault fault, double perSecond)
{
    public const double Seconds = 1200;
    public const double FaultFrom = 300;
    public const double FaultSeconds = 300;
    public const double FaultTo = FaultFrom + FaultSeconds;
    public const double Deadline = 5;
    public const int Payers = 2048;
    private const double PayerDeclines = 0.04;
    private const double MedianAnswer = 0.15;
    private const double AnswerSpread = 0.45;
    private const double FastFailure = 0.02;

    public static readonly string[] Accounts = ["a", "b", "c"];
    public static readonly string[] Banks = ["ICBC", "CCB", "ABC", "BOC"];
    private static readonly double[] BankShares = [0.3, 0.3, 0.2, 0.2];

    private static readonly ChannelResult Paid = ChannelResult.Succeeded("tx", new Money(1000, Currency.CNY));
    private static readonly ChannelResult Issued = ChannelResult.Pending();
    private static readonly ChannelResult NoFunds = ChannelResult.Declined(FaultBlame.Payer, "funds", "The payer has not enough.");
    private static readonly ChannelResult Refused = ChannelResult.Declined(FaultBlame.Channel, "busy", "The channel cannot.");
    private static readonly ChannelResult NotSent = ChannelResult.NotSent(FaultBlame.Network, "refused", "No connection.");
    private static readonly ChannelResult NoAnswer = ChannelResult.Unknown(FaultStage.AfterSend, "timeout", "No answer in time.");

    public ulong Seed { get; } = seed;
    public LabFault Fault { get; } = fault;
    public double PerSecond { get; } = perSecond;

    public static int BankOf(int payer)
    {
        var point = Draw(17, (ulong)payer, 0);
        var bank = 0;
        while (bank < BankShares.Length - 1 && (point -= BankShares[bank]) >= 0) bank++;
        return bank;
    }

    /// <summary>Arrivals with exponential distances.</summary>
    public IEnumerable<LabPayment> Arrivals()
    {
        var at = 0.0;
        for (var number = 0L; ; number++)
        {
            at -= Math.Log(1 - Draw(Seed, (ulong)number, 1)) / PerSecond;
            if (at >= Seconds) yield break;
            var payer = (int)(Draw(Seed, (ulong)number, 2) * Payers);
            yield return new(number, at, payer, BankOf(payer), Draw(Seed, (ulong)number, 3) < PayerDeclines);
        }
    }

    /// <summary>The draw of a payment's route: another seed for every payment.</summary>
    public ulong SeedOf(LabPayment payment) => Mix(Seed ^ 0xA5A5, (ulong)payment.Number);

    public LabAnswer Answer(LabPayment payment, int account, double at)
    {
        var sickness = Fault.Of(account, payment.Bank, at);
        var lane = (ulong)account * 8;
        if (Draw(Seed, (ulong)payment.Number, 16 + lane) < sickness.Fails)
        {
            var how = Draw(Seed, (ulong)payment.Number, 17 + lane);
            if (how < sickness.Unanswered) return new(Deadline, NoAnswer);
            return how < sickness.Unanswered + sickness.NotSent ? new(FastFailure, NotSent) : new(FastFailure + MedianAnswer, Refused);
        }

        var seconds = (MedianAnswer * Math.Exp(AnswerSpread * Normal(payment, lane))) + sickness.SlowBy;
        if (seconds >= Deadline) return new(Deadline, NoAnswer);
        return new(seconds, payment.Declines ? NoFunds : Fault.HasActions ? Issued : Paid);
    }

    /// <summary>Whether the buyer pays what the account issued.</summary>
    public bool BuyerPays(LabPayment payment, int account, double at) =>
        Draw(Seed, (ulong)payment.Number, 20 + ((ulong)account * 8)) < (Fault.Of(account, payment.Bank, at).Unpaid ? 0.05 : 0.7);

    private double Normal(LabPayment payment, ulong lane)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - Draw(Seed, (ulong)payment.Number, 18 + lane)));
        return radius * Math.Cos(2 * Math.PI * Draw(Seed, (ulong)payment.Number, 19 + lane));
    }

    private static double Draw(ulong seed, ulong number, ulong lane) => (Mix(Mix(seed, number), lane) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong seed, ulong number)
    {
        var z = seed + ((number + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
