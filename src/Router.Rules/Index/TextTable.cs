using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Router.Rules.Index;

/// Texts and their numbers. The hash reads four characters at each end and the length, which tells most names of one fact apart and costs
/// the same for every text; where it does not tell enough of them apart, a dictionary takes its place.
internal sealed class TextTable
{
    private const int EndLength = 4;
    private const int LongestProbe = 16;
    private const int SlotsPerText = 4;
    private const ulong Mixer = 0x9E3779B97F4A7C15;

    private readonly Slot[] _slots;
    private readonly int _shift;
    private readonly Dictionary<string, int>? _instead;

    public TextTable(Dictionary<string, int> texts)
    {
        var bits = 2;
        while (1 << bits < texts.Count * SlotsPerText) bits++;
        _shift = 64 - bits;
        _slots = new Slot[(1 << bits) + LongestProbe];
        foreach (var (text, number) in texts)
        {
            if (Add(text, number)) continue;
            _instead = texts;
            _slots = [];
            return;
        }
    }

    /// -1 where the text is not there.
    public int Find(string text)
    {
        if (_instead is not null) return _instead.TryGetValue(text, out var number) ? number : -1;
        var hash = Hash(text);
        for (var i = (int)(hash >> _shift); ; i++)
        {
            ref readonly var slot = ref _slots[i];
            if (slot.Text is null) return -1;
            if (slot.Hash == hash && string.Equals(slot.Text, text, StringComparison.Ordinal)) return slot.Number;
        }
    }

    // The slots behind the last home and an empty one at the end: no search runs over it.
    private bool Add(string text, int number)
    {
        var hash = Hash(text);
        var home = (int)(hash >> _shift);
        for (var i = home; i < home + LongestProbe - 1; i++)
        {
            if (_slots[i].Text is not null) continue;
            _slots[i] = new(text, hash, number);
            return true;
        }

        return false;
    }

    private static ulong Hash(string text)
    {
        ulong read;
        if (text.Length >= EndLength)
        {
            ref var first = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text.AsSpan()));
            ref var last = ref Unsafe.Add(ref first, (text.Length - EndLength) * sizeof(char));
            read = Unsafe.ReadUnaligned<ulong>(ref first) + BitOperations.RotateLeft(Unsafe.ReadUnaligned<ulong>(ref last), 23);
        }
        else
        {
            read = 0;
            foreach (var c in text) read = read << 16 | c;
        }

        read = (read ^ (ulong)text.Length) * Mixer;
        return (read ^ read >> 32) * Mixer;
    }

    private readonly record struct Slot(string Text, ulong Hash, int Number);
}
