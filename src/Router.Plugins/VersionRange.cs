using System.Globalization;

namespace Router.Plugins;

/// <summary>A range of versions in interval notation: <c>[0.1,1.0)</c>, <c>[1.2.3]</c>, <c>[1.0,)</c>.</summary>
/// <param name="Min">The lowest; null: no bound.</param>
/// <param name="MinIncluded">Whether the lowest belongs to it.</param>
/// <param name="Max">The highest; null: no bound.</param>
/// <param name="MaxIncluded">Whether the highest belongs to it.</param>
public sealed record VersionRange(Version? Min, bool MinIncluded, Version? Max, bool MaxIncluded)
{
    /// <summary>Every version.</summary>
    public static VersionRange Any { get; } = new(null, false, null, false);

    /// <summary>Whether a version lies in the range.</summary>
    /// <param name="version">major.minor.patch.</param>
    public bool Contains(Version version) =>
        (Min is null || (MinIncluded ? version >= Min : version > Min)) &&
        (Max is null || (MaxIncluded ? version <= Max : version < Max));

    /// <summary>Reads interval notation; null where it is none.</summary>
    /// <param name="text">The text.</param>
    public static VersionRange? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length < 3 || text[0] is not ('[' or '(') || text[^1] is not (']' or ')'))
            return null;
        var ends = text[1..^1].Split(',');
        if (ends.Length == 1)
            return text[0] == '[' && text[^1] == ']' && TryParseVersion(ends[0]) is { } exact ? new(exact, true, exact, true) : null;
        if (ends.Length != 2 || !TryParseEnd(ends[0], out var min) || !TryParseEnd(ends[1], out var max) || (min > max && max is not null))
            return null;
        return new(min, text[0] == '[', max, text[^1] == ']');
    }

    /// <summary>The interval.</summary>
    public override string ToString() =>
        Min is not null && Min == Max ? $"[{Min}]" : $"{(MinIncluded ? '[' : '(')}{Min},{Max}{(MaxIncluded ? ']' : ')')}";

    /// <summary>Reads one to three numbers; missing ones are 0, so that 1.0 and 1.0.0 are the same.</summary>
    internal static Version? TryParseVersion(string text)
    {
        var parts = text.Trim().Split('.');
        if (parts.Length > 3)
            return null;
        Span<int> numbers = [0, 0, 0];
        for (var i = 0; i < parts.Length; i++)
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        return new(numbers[0], numbers[1], numbers[2]);
    }

    private static bool TryParseEnd(string text, out Version? version)
    {
        version = string.IsNullOrWhiteSpace(text) ? null : TryParseVersion(text);
        return version is not null || string.IsNullOrWhiteSpace(text);
    }
}
