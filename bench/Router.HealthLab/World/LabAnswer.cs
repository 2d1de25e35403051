using Router.Abstractions;

namespace Router.HealthLab.World;

/// <summary>What a call will have answered, and after how many seconds.</summary>
internal readonly record struct LabAnswer(double Seconds, ChannelResult Result);
