using System.Globalization;

namespace Router.Core.Health;

/// <summary>What holds for all methods of an account: operators' orders, rest, configuration. Immutable; also what is stored.</summary>
public sealed record AccountHealth
{
    public required string AccountId { get; init; }

    /// <summary>Why an operator disabled it; null: he did not.</summary>
    public string? Disabled { get; init; }

    /// <summary>Why an operator drained it; null: he did not.</summary>
    public string? Drained { get; init; }
    public IReadOnlyList<Maintenance> Maintenance { get; init; } = [];
    public HealthOverride? Override { get; init; }

    /// <summary>The channel asked to be left alone until then.</summary>
    public DateTimeOffset? RestUntil { get; init; }

    /// <summary>Our own faults in a row.</summary>
    public int UsInARow { get; init; }

    /// <summary>Set while Misconfigured: when it may be tried next.</summary>
    public DateTimeOffset? MisconfiguredProbeAt { get; init; }

    /// <summary>True while the trial of a misconfigured account is under way.</summary>
    public bool MisconfiguredProbeInFlight { get; init; }

    /// <summary>Why no new payment may use it now, by precedence; null: nothing stands against it.</summary>
    public string? BlockedAt(DateTimeOffset now)
    {
        if (Disabled is not null) return $"disabled: {Disabled}";
        if (Drained is not null) return $"drained: {Drained}";
        foreach (var window in Maintenance)
            if (window.From <= now && now < window.To) return $"maintenance until {Shown(window.To)}: {window.Reason}";
        if (RestUntil > now) return $"resting until {Shown(RestUntil.Value)}: the channel asked for it";
        return null;
    }

    internal static string Shown(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A planned time without new payments, half-open.</summary>
public sealed record Maintenance(DateTimeOffset From, DateTimeOffset To, string Reason);

/// <summary>An operator's word on an account: this h, whatever breaker and observations say, until a time.</summary>
public sealed record HealthOverride(double Health, string Reason, DateTimeOffset Until);
