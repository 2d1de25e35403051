using Router.HealthLab.Judges;
using Router.HealthLab.World;

namespace Router.HealthLab;

/// <summary>One cell of the table.</summary>
internal sealed record LabCase(LabFault Fault, double PerSecond, string Strategy, JudgeKind Judge);
