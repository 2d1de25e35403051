namespace Router.Rules.Analysis;

/// A set of a dimension's atoms, kept as ascending runs [start, end). Immutable.
internal sealed class AtomSet
{
    private readonly int[] _runs;

    private AtomSet(int[] runs) => _runs = runs;

    public static AtomSet Empty { get; } = new([]);

    public bool IsEmpty => _runs.Length == 0;

    public int Count
    {
        get
        {
            var count = 0;
            for (var i = 0; i < _runs.Length; i += 2) count += _runs[i + 1] - _runs[i];
            return count;
        }
    }

    public IEnumerable<int> Atoms
    {
        get
        {
            for (var i = 0; i < _runs.Length; i += 2)
                for (var atom = _runs[i]; atom < _runs[i + 1]; atom++) yield return atom;
        }
    }

    public static AtomSet Range(int start, int end) => start < end ? new([start, end]) : Empty;

    public static AtomSet Of(IEnumerable<int> atoms)
    {
        var runs = new List<int>();
        foreach (var atom in atoms.Order())
        {
            if (runs.Count > 0 && runs[^1] >= atom) runs[^1] = atom + 1;
            else runs.AddRange([atom, atom + 1]);
        }

        return new([.. runs]);
    }

    public bool Contains(int atom)
    {
        for (var i = 0; i < _runs.Length; i += 2)
            if (atom >= _runs[i] && atom < _runs[i + 1]) return true;
        return false;
    }

    public AtomSet Intersect(AtomSet other)
    {
        var runs = new List<int>();
        for (int i = 0, j = 0; i < _runs.Length && j < other._runs.Length;)
        {
            var start = Math.Max(_runs[i], other._runs[j]);
            var end = Math.Min(_runs[i + 1], other._runs[j + 1]);
            if (start < end) runs.AddRange([start, end]);
            if (_runs[i + 1] < other._runs[j + 1]) i += 2;
            else j += 2;
        }

        return runs.Count == 0 ? Empty : new([.. runs]);
    }

    public AtomSet Union(AtomSet other, int size) => Complement(size).Intersect(other.Complement(size)).Complement(size);

    /// Everything else among this many atoms.
    public AtomSet Complement(int size)
    {
        var runs = new List<int>();
        var at = 0;
        for (var i = 0; i < _runs.Length; i += 2)
        {
            if (at < _runs[i]) runs.AddRange([at, _runs[i]]);
            at = _runs[i + 1];
        }

        if (at < size) runs.AddRange([at, size]);
        return new([.. runs]);
    }

    public bool Overlaps(AtomSet other)
    {
        for (int i = 0, j = 0; i < _runs.Length && j < other._runs.Length;)
        {
            if (Math.Max(_runs[i], other._runs[j]) < Math.Min(_runs[i + 1], other._runs[j + 1])) return true;
            if (_runs[i + 1] < other._runs[j + 1]) i += 2;
            else j += 2;
        }

        return false;
    }

    public bool IsSubsetOf(AtomSet other)
    {
        var j = 0;
        for (var i = 0; i < _runs.Length; i += 2)
        {
            while (j < other._runs.Length && other._runs[j + 1] < _runs[i + 1]) j += 2;
            if (j >= other._runs.Length || other._runs[j] > _runs[i]) return false;
        }

        return true;
    }
}
