using Router.Abstractions;
using Router.Core.Health;

namespace Router.Core.Channels;

/// <summary>
/// Counts the mistakes of plugin versions: exceptions of their own making, answers that the contract does not allow, ignored cancellation.
/// What a channel refuses or fails is no mistake. A version with too many gets no new payments. Only those count for that which are the
/// plugin's own beyond doubt: what odd words from outside can provoke would let an outage outlast itself, or a stranger stop an account.
/// Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="health">Takes a version's accounts out of new payments.</param>
/// <param name="settings">How many mistakes are too many; null: the defaults.</param>
public sealed class PluginConduct(TimeProvider time, HealthModel health, ConductSettings? settings = null)
{
    private const int MaxVersions = 256;
    private readonly Lock _gate = new();
    private readonly ConductSettings _settings = settings ?? new();
    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Told of every mistake, outside the lock, with its version and its number since the start; it must not throw.</summary>
    public Action<ConductReport>? OnMistake { get; init; }

    /// <summary>Every version that was called since the start, in order of name.</summary>
    public IReadOnlyList<ConductReport> Reports
    {
        get
        {
            lock (_gate) return [.. _entries.Values.Select(e => e.Report)];
        }
    }

    /// <summary>A call that ended as the contract says, well or badly.</summary>
    public void Kept(ChannelManifest plugin)
    {
        lock (_gate) Find_NeedsLock(plugin).Calls++;
    }

    /// <param name="plugin">The plugin.</param>
    /// <param name="what">What it did.</param>
    /// <param name="isItsOwn">False where something from outside may have provoked it: then it is counted and shown, and no more.</param>
    public void Broke(ChannelManifest plugin, string what, bool isItsOwn = true)
    {
        ConductReport report;
        string? tooMany = null;
        lock (_gate)
        {
            var entry = Find_NeedsLock(plugin);
            if (isItsOwn) (entry.Calls, entry.Mistakes) = (entry.Calls + 1, entry.Mistakes + 1);
            entry.Report = report = entry.Report with { Mistakes = entry.Report.Mistakes + 1, Last = what };
            var (mistakes, calls) = (entry.Mistakes + entry.MistakesBefore, entry.Calls + entry.CallsBefore);
            if (isItsOwn && mistakes >= _settings.Mistakes && mistakes >= _settings.Share * calls)
            {
                tooMany = $"version {plugin.Version} made {mistakes} mistakes in {calls} calls within {_settings.Window.TotalMinutes:0.#} min, the last: {what}";
                entry.Clear();
            }
        }

        OnMistake?.Invoke(report);
        if (tooMany is not null) health.Quarantine(plugin.Id, plugin.Version, tooMany);
    }

    /// <summary>A call that went on after its cancellation. It holds its place until it returns.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <param name="call">Its end.</param>
    /// <param name="isItsOwn">As above.</param>
    public void LeftBehind(ChannelManifest plugin, Task call, bool isItsOwn = true)
    {
        lock (_gate)
        {
            var entry = Find_NeedsLock(plugin);
            entry.Report = entry.Report with { LeftBehind = entry.Report.LeftBehind + 1 };
        }

        Broke(plugin, "it ignored its cancellation", isItsOwn);
        _ = call.ContinueWith(_ => Returned(plugin), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Returned(ChannelManifest plugin)
    {
        lock (_gate)
        {
            var entry = Find_NeedsLock(plugin);
            entry.Report = entry.Report with { LeftBehind = Math.Max(0, entry.Report.LeftBehind - 1) };
        }
    }

    private Entry Find_NeedsLock(ChannelManifest plugin)
    {
        var key = $"{plugin.Id} {plugin.Version}";
        var now = time.GetUtcNow();
        if (!_entries.TryGetValue(key, out var entry))
        {
            if (_entries.Count >= MaxVersions) _entries.Remove(_entries.MinBy(e => e.Value.Since).Key);
            _entries[key] = entry = new Entry { Since = now, Report = new(plugin.Id, plugin.Version, 0, 0, null) };
        }

        entry.Turn(now, _settings.Window / 2);
        return entry;
    }

    // Two halves of a window: old counts go with the older half.
    private sealed class Entry
    {
        public required DateTimeOffset Since { get; set; }
        public required ConductReport Report { get; set; }
        public long Calls { get; set; }
        public long Mistakes { get; set; }
        public long CallsBefore { get; private set; }
        public long MistakesBefore { get; private set; }

        public void Turn(DateTimeOffset now, TimeSpan half)
        {
            if (now - Since < half) return;
            (CallsBefore, MistakesBefore) = now - Since < 2 * half ? (Calls, Mistakes) : (0, 0);
            (Calls, Mistakes, Since) = (0, 0, now);
        }

        public void Clear() => (Calls, Mistakes, CallsBefore, MistakesBefore) = (0, 0, 0, 0);
    }
}

/// <summary>How a plugin version behaved since the start.</summary>
/// <param name="ChannelId">The plugin.</param>
/// <param name="Version">Its version.</param>
/// <param name="Mistakes">How many mistakes it made.</param>
/// <param name="LeftBehind">How many calls it has not returned from although they were cancelled.</param>
/// <param name="Last">The last mistake.</param>
public sealed record ConductReport(string ChannelId, string Version, long Mistakes, int LeftBehind, string? Last);
