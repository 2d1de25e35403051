namespace Router.Core.Health;

/// <summary>How many issued actions end paid, window by window, against the median of the windows before.</summary>
internal sealed class ActionShare(HealthSettings settings)
{
    private const int MinWindows = 3;
    private const int MaxWindows = 48;

    private readonly List<double> _windows = [];
    private int _ended;
    private int _paid;

    public double? Last => _windows.Count == 0 ? null : _windows[^1];

    /// <summary>Counts one ended action; where that fills a window below half the median, the answer is (median, share).</summary>
    public (double Median, double Share)? Add(bool paid)
    {
        if (paid) _paid++;
        if (++_ended < settings.ActionWindow) return null;
        var share = (double)_paid / _ended;
        var median = _windows.Count < MinWindows ? (double?)null : _windows.Order().ElementAt(_windows.Count / 2);
        _ended = 0;
        _paid = 0;
        _windows.Add(share);
        if (_windows.Count > MaxWindows) _windows.RemoveAt(0);
        return median is { } usual && share < usual / 2 ? (usual, share) : null;
    }
}
