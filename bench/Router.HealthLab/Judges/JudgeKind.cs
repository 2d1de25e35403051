namespace Router.HealthLab.Judges;

/// <summary>What is compared.</summary>
internal enum JudgeKind
{
    Oracle,
    Static,
    Breaker,
    Window,
    Router,
}
