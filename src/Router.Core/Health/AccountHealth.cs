using System.Globalization;

namespace Router.Core.Health;

/// <summary>What holds for all methods of an account: operators' orders, rest, configuration. Immutable; also what is stored.</summary>
public sealed record AccountHealth
{
    private const int ShownWindows = 3;

    public required string AccountId { get; init; }

    /// <summary>Why an operator disabled it; null: he did not.</summary>
    public string? Disabled { get; init; }

    /// <summary>When that ends by itself; null: when an operator enables it.</summary>
    public DateTimeOffset? DisabledUntil { get; init; }

    /// <summary>Why an operator drained it; null: he did not.</summary>
    public string? Drained { get; init; }
    public IReadOnlyList<Maintenance> Maintenance { get; init; } = [];
    public HealthOverride? Override { get; init; }

    /// <summary>Why its plugin's version gets no new payments; null: it does.</summary>
    public string? Quarantined { get; init; }

    /// <summary>The version that is meant; another one ends it.</summary>
    public string? QuarantinedVersion { get; init; }

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
        if (DisabledAt(now) is { } disabled) return disabled;
        if (Drained is not null) return $"drained: {Drained}";
        foreach (var window in Maintenance)
            if (window.From <= now && now < window.To) return $"maintenance until {Shown(window.To)}: {window.Reason}";
        if (Quarantined is not null) return $"quarantined: {Quarantined}";
        if (RestUntil > now) return $"resting until {Shown(RestUntil.Value)}: the channel asked for it";
        return null;
    }

    /// <summary>All that is in force now, the strongest first; each stands again when what is above it ends.</summary>
    public IReadOnlyList<string> InForceAt(DateTimeOffset now)
    {
        var all = new List<string>();
        if (DisabledAt(now) is { } disabled) all.Add(disabled);
        if (Drained is not null) all.Add($"drained: {Drained}");
        foreach (var window in Maintenance)
            if (window.From <= now && now < window.To) all.Add($"maintenance until {Shown(window.To)}: {window.Reason}");
        if (Quarantined is not null) all.Add($"quarantined: {Quarantined}");
        if (RestUntil > now) all.Add($"resting until {Shown(RestUntil.Value)}: the channel asked for it");
        if (Override is { } order && now < order.Until) all.Add($"override {HealthModel.Shown(order.Health)} until {Shown(order.Until)}: {order.Reason}");
        if (MisconfiguredProbeAt is { } probe) all.Add($"misconfigured: tried again at {Shown(probe)}");
        return all;
    }

    /// <summary>For a clock that was set back: nothing is held longer than if it began now. Orders stand as people wrote them.</summary>
    internal AccountHealth Bound(DateTimeOffset now, HealthSettings settings) =>
        RestUntil > now + settings.MaxRest || MisconfiguredProbeAt > now + settings.MisconfiguredProbe
            ? this with { RestUntil = Earlier(RestUntil, now + settings.MaxRest), MisconfiguredProbeAt = Earlier(MisconfiguredProbeAt, now + settings.MisconfiguredProbe) }
            : this;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset other) => one > other ? other : one;

    /// <summary>The same in one line; "in use" where there is nothing.</summary>
    internal string StandingAt(DateTimeOffset now)
    {
        var ahead = Maintenance.Where(m => m.From > now).ToList();
        var planned = ahead.Take(ShownWindows).Select(m => $"maintenance planned from {Shown(m.From)} to {Shown(m.To)}: {m.Reason}").ToList();
        if (ahead.Count > ShownWindows) planned.Add($"and {ahead.Count - ShownWindows} more planned");
        var inForce = InForceAt(now);
        return string.Join("; ", planned.Prepend(inForce.Count == 0 ? "in use" : string.Join("; beneath it ", inForce)));
    }

    private string? DisabledAt(DateTimeOffset now)
    {
        if (Disabled is null || DisabledUntil <= now) return null;
        return DisabledUntil is { } until ? $"disabled until {Shown(until)}: {Disabled}" : $"disabled: {Disabled}";
    }

    internal static string Shown(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>A planned time without new payments, half-open.</summary>
public sealed record Maintenance(DateTimeOffset From, DateTimeOffset To, string Reason);

/// <summary>An operator's word on an account: this h, whatever breaker and observations say, until a time.</summary>
public sealed record HealthOverride(double Health, string Reason, DateTimeOffset Until);
