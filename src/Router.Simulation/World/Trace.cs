using System.Globalization;

namespace Router.Simulation.World;

/// <summary>Everything that happens, folded into one number; kept as text where somebody wants to read it.</summary>
internal sealed class Trace(TextWriter? text)
{
    public ulong Hash { get; private set; } = 14695981039346656037UL;

    public bool IsRead => text is not null;

    /// <summary>An event that is only counted into the hash.</summary>
    public void Fold(ulong value) => Hash = (Hash ^ value) * 1099511628211UL;

    public void Note(DateTimeOffset at, string what, string subject, string detail = "")
    {
        Fold((ulong)at.UtcTicks);
        Fold(what);
        Fold(subject);
        Fold(detail);
        Say(at, what, subject, detail);
    }

    /// <summary>For the reader alone; the hash does not know of it.</summary>
    public void Say(DateTimeOffset at, string what, string subject, string detail) =>
        text?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at:MM-dd HH:mm:ss.fff}  {what,-14} {subject}  {detail}"));

    private void Fold(string value)
    {
        var hash = Hash;
        foreach (var letter in value) hash = (hash ^ letter) * 1099511628211UL;
        Hash = (hash ^ 0xFF) * 1099511628211UL;
    }
}
