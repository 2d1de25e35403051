using Router.Core.Health;

namespace Router.HealthLab.World;

/// <summary>One attempt under way.</summary>
internal sealed class LabCall(LabPayment payment, int account, double at, int tried, LabAnswer answer, IReadOnlyList<string> rest)
{
    public LabPayment Payment { get; } = payment;
    public int Account { get; } = account;
    public double At { get; } = at;

    /// <summary>How many attempts the payment has had before.</summary>
    public int Tried { get; } = tried;
    public LabAnswer Answer { get; } = answer;

    /// <summary>The candidates behind it.</summary>
    public IReadOnlyList<string> Rest { get; } = rest;

    /// <summary>What the real model gave for it.</summary>
    public CallTicket? Ticket { get; set; }

    /// <summary>What it is the probe of, an account or a bank within one; null: it is no probe.</summary>
    public string? Probes { get; set; }
}
