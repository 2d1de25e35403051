namespace Router.Core.WhatIf;

public enum HealthChangeKind
{
    /// <summary>Its h is higher.</summary>
    Healthier,

    /// <summary>Its breaker is closed.</summary>
    BreakerClosed,

    /// <summary>Its breaker is open.</summary>
    BreakerOpen,

    /// <summary>What an operator, a rest or its configuration has against it is lifted.</summary>
    Unblocked,
}
