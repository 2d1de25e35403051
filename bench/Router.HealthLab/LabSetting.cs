using System.Globalization;
using Router.Core.Health;

namespace Router.HealthLab;

/// <summary>Changes one parameter of the formula by name, to try another value.</summary>
internal static class LabSetting
{
    public static HealthSettings Set(HealthSettings settings, string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var (name, word) = at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
        return name switch
        {
            "HalfLife" => settings with { HalfLife = Time(word) },
            "Memory" => settings with { Memory = Number(word) },
            "PriorWeight" => settings with { PriorWeight = Number(word) },
            "RelativeFloor" => settings with { RelativeFloor = Number(word) },
            "RelativeSpan" => settings with { RelativeSpan = Number(word) },
            "MinHealth" => settings with { MinHealth = Number(word) },
            "ClimbTime" => settings with { ClimbTime = Time(word) },
            "ClimbTimeAgain" => settings with { ClimbTimeAgain = Time(word) },
            "FallMemory" => settings with { FallMemory = Time(word) },
            "DemoteBelow" => settings with { DemoteBelow = Number(word) },
            "BreakerFailures" => settings with { BreakerFailures = (int)Number(word) },
            "Breaks" => settings with { Breaks = [.. word.Split('/').Select(Time)] },
            "ProbesToClose" => settings with { ProbesToClose = (int)Number(word) },
            "KeepOnClose" => settings with { KeepOnClose = Number(word) },
            "PendingFactor" => settings with { PendingFactor = Number(word) },
            "PendingMin" => settings with { PendingMin = Time(word) },
            "ApprovalHalfLife" => settings with { ApprovalHalfLife = Time(word) },
            "BreakWhenAllDown" => settings with { BreakWhenAllDown = Time(word) },
            "LateFactor" => settings with { LateFactor = Number(word) },
            "LateMin" => settings with { LateMin = Time(word) },
            "LateWorth" => settings with { LateWorth = Number(word) },
            "BankObservations" => settings with { BankObservations = Number(word) },
            _ => throw new FormatException($"--set knows no {name}."),
        };
    }

    public static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture) is var number && double.IsFinite(number)
        ? number
        : throw new FormatException($"{word} is no number.");

    private static TimeSpan Time(string seconds) => TimeSpan.FromSeconds(Number(seconds));
}
