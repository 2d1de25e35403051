using Router.Abstractions;

namespace Router.Core.Payments;

/// <summary>The engine's own numbers. Every one has a bound; <see cref="Problems"/> names what is out of it.</summary>
public sealed record EngineSettings
{
    /// <summary>How long all attempts of one call may take together; 1–120 s.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How many attempts one payment may have; 1–10.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>How long an order is payable where the caller names no time; 1 min–30 days.</summary>
    public TimeSpan DefaultValidity { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A call not begun so long after its attempt was stored is not begun; 100 ms–30 s.</summary>
    public TimeSpan SendWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long past its last payable moment an unresolved attempt waits before it becomes a case; 1 min–7 days.</summary>
    public TimeSpan SuspenseAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a refund may stay in doubt before it becomes a case; 1 min–30 days.</summary>
    public TimeSpan RefundSuspenseAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a risk gate may think before the payment is stopped; 50 ms–30 s.</summary>
    public TimeSpan RiskTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a claim of recovery holds an order; 5 s–10 min.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many calls of one kind (payments, look-ups, refunds, notifications) may be under way at once; more are refused before anything is
    /// stored. Half as many callers may wait for an order's end. 2–100,000.
    /// </summary>
    public int MaxInFlight { get; init; } = 2000;

    /// <summary>Where channels reach this host: "https://pay.example.com/v1".</summary>
    public Uri PublicUrl { get; init; } = new("http://127.0.0.1:5080/v1");

    /// <summary>The one-cent switch: every payment is sent as one minor unit. Never with a production account.</summary>
    public bool OneCent { get; init; }

    /// <summary>True where real money moves.</summary>
    public bool IsProduction { get; init; }

    /// <summary>Names this process in leases; unique among processes on one store.</summary>
    public string NodeName { get; init; } = "node";

    public Uri NotifyUrl(string channelId, string accountId) => new($"{PublicUrl.ToString().TrimEnd('/')}/notify/{channelId}/{accountId}");

    public Money SentAmount(Money amount) => OneCent ? amount with { Minor = 1 } : amount;

    /// <summary>Everything that is wrong, one sentence each; empty where nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (Budget < TimeSpan.FromSeconds(1) || Budget > TimeSpan.FromSeconds(120)) yield return $"Budget is {Budget}; write 1 to 120 seconds.";
        if (MaxAttempts is < 1 or > 10) yield return $"MaxAttempts is {MaxAttempts}; write 1 to 10.";
        if (DefaultValidity < TimeSpan.FromMinutes(1) || DefaultValidity > TimeSpan.FromDays(30)) yield return $"DefaultValidity is {DefaultValidity}; write 1 minute to 30 days.";
        if (SendWithin < TimeSpan.FromMilliseconds(100) || SendWithin > TimeSpan.FromSeconds(30)) yield return $"SendWithin is {SendWithin}; write 100 ms to 30 s.";
        if (SuspenseAfter < TimeSpan.FromMinutes(1) || SuspenseAfter > TimeSpan.FromDays(7)) yield return $"SuspenseAfter is {SuspenseAfter}; write 1 minute to 7 days.";
        if (RefundSuspenseAfter < TimeSpan.FromMinutes(1) || RefundSuspenseAfter > TimeSpan.FromDays(30)) yield return $"RefundSuspenseAfter is {RefundSuspenseAfter}; write 1 minute to 30 days.";
        if (RiskTimeout < TimeSpan.FromMilliseconds(50) || RiskTimeout > TimeSpan.FromSeconds(30)) yield return $"RiskTimeout is {RiskTimeout}; write 50 ms to 30 s.";
        if (LeaseTime < TimeSpan.FromSeconds(5) || LeaseTime > TimeSpan.FromMinutes(10)) yield return $"LeaseTime is {LeaseTime}; write 5 s to 10 minutes.";
        if (MaxInFlight is < 2 or > 100_000) yield return $"MaxInFlight is {MaxInFlight}; write 2 to 100000.";
        if (!PublicUrl.IsAbsoluteUri || PublicUrl.Scheme is not ("http" or "https")) yield return $"PublicUrl is '{PublicUrl}'; write an absolute http or https URL that channels can reach.";
        if (NodeName.Length is 0 or > 64) yield return "NodeName is empty or longer than 64 characters.";
        if (OneCent && IsProduction) yield return "OneCent is on and the environment is production; the one-cent switch is for tests only. Switch one of them off.";
    }
}
