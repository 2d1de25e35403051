namespace Router.Core.Health;

public enum HealthEventKind
{
    BreakerOpened,
    ProbeFailed,
    BreakerClosed,

    /// <summary>h fell below the bound of demotion.</summary>
    Demoted,

    /// <summary>h is back at or above it.</summary>
    Restored,
    Resting,
    RestEnded,
    Misconfigured,
    ConfiguredAgain,
    Added,
    NewVersion,
    OverrideExpired,

    /// <summary>An operator disabled it until a time, which has come.</summary>
    DisableEnded,
    MaintenanceBegan,
    MaintenanceEnded,

    /// <summary>Fewer issued actions end paid than half of the usual share.</summary>
    ActionShareLow,

    /// <summary>What was stored could not be read; every account starts anew.</summary>
    NotRestored,

    /// <summary>Its plugin's version made too many mistakes.</summary>
    Quarantined,

    /// <summary>Another version of its plugin runs.</summary>
    QuarantineEnded,

    /// <summary>An operator's order: disabled, drained, override, maintenance planned, or any of them lifted.</summary>
    Ordered,
}
