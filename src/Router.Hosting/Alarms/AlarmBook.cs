using Router.Core.Alarms;

namespace Router.Hosting.Alarms;

/// <summary>
/// Which alarms there are and what must be told: raised once, repeated while nobody acknowledges, resolved once it stays over. Not
/// thread-safe: the desk's lock guards it.
/// </summary>
internal sealed class AlarmBook(AlarmSettings settings)
{
    private const int MaxReason = 500;
    private const int EndedKept = 200;
    private const int KindShare = 50;
    private readonly SortedDictionary<(string Kind, string Subject), AlarmEntry> _open = [];
    private readonly Queue<AlarmEntry> _ended = new();

    /// <summary>True where something has changed that the store does not know.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>True where that is a new critical alarm or what an operator did.</summary>
    public bool IsUrgent { get; private set; }

    public IEnumerable<AlarmEntry> Open => _open.Values;

    public IEnumerable<AlarmEntry> Ended => _ended;

    /// <param name="kind">What it is about.</param>
    /// <param name="subject">Of whom.</param>
    /// <param name="reason">What was seen.</param>
    /// <param name="now">When.</param>
    /// <param name="counts">False where a state is only seen to last.</param>
    /// <returns>True where it is new, false where it was open, null where there is no room.</returns>
    public bool? Raise(AlarmKind kind, string subject, string reason, DateTimeOffset now, bool counts = true)
    {
        reason = reason.Length > MaxReason ? reason[..MaxReason] : reason;
        if (_open.TryGetValue((kind.Name, subject), out var open))
        {
            var seen = open with { LastSeen = now, Reason = reason, ResolvedAt = null, Count = counts || open.ResolvedAt is not null ? open.Count + 1 : open.Count };
            _open[(kind.Name, subject)] = seen;

            // That a state lasts is not worth a write each time.
            IsDirty |= counts || open.ResolvedAt is not null || open.Reason != reason;
            return false;
        }

        if (!HasRoom(kind.Name)) return null;
        _open[(kind.Name, subject)] = new()
        {
            Id = "alm_" + Convert.ToHexStringLower(Guid.CreateVersion7(now).ToByteArray(bigEndian: true)),
            Kind = kind.Name,
            Subject = subject,
            Reason = reason,
            FirstSeen = now,
            LastSeen = now,
        };
        IsDirty = true;
        IsUrgent |= kind.Severity == AlarmSeverity.Critical;
        return true;
    }

    public void Resolve(string kind, string subject, DateTimeOffset now)
    {
        if (!_open.TryGetValue((kind, subject), out var open) || open.ResolvedAt is not null) return;
        _open[(kind, subject)] = open with { ResolvedAt = now };
        IsDirty = true;
    }

    /// <summary>An operator has seen it: it is repeated no more; a kind that nothing else ends has ended.</summary>
    public AlarmEntry? Acknowledge(string id, string by, DateTimeOffset now)
    {
        if (_open.Values.FirstOrDefault(e => e.Id == id) is not { } open) return null;
        var seen = open with { AcknowledgedBy = by, AcknowledgedAt = now };
        if (AlarmKinds.Find(open.Kind) is not { EndsByItself: true }) seen = seen with { ResolvedAt = open.ResolvedAt ?? now };
        _open[(open.Kind, open.Subject)] = seen;
        IsDirty = IsUrgent = true;
        return seen;
    }

    /// <summary>What must be told now. Each is taken down as told; an alarm that is over leaves the open ones.</summary>
    public List<(AlarmEntry Entry, AlarmNews News)> Due(DateTimeOffset now)
    {
        var due = new List<(AlarmEntry, AlarmNews)>();
        foreach (var entry in _open.Values.ToList())
        {
            if (News(entry, now) is not { } news) continue;
            var told = entry with { ToldAt = now, Untaken = news, Notices = entry.Notices + 1 };
            due.Add((told, news));
            if (news == AlarmNews.Resolved) End(told);
            else _open[(entry.Kind, entry.Subject)] = told;
        }

        IsDirty |= due.Count > 0;
        return due;
    }

    /// <summary>All sinks have taken a notice, or have given it up.</summary>
    public void Taken(AlarmEntry told)
    {
        if (!_open.TryGetValue((told.Kind, told.Subject), out var open) || open.Id != told.Id || open.Notices != told.Notices)
        {
            // Of one that has ended nothing else is told.
            var ended = _ended.Select(e => e.Id == told.Id && e.Notices == told.Notices ? e with { Untaken = null } : e).ToList();
            _ended.Clear();
            foreach (var entry in ended) _ended.Enqueue(entry);
        }
        else
        {
            _open[(told.Kind, told.Subject)] = open with { Untaken = null };
        }

        IsDirty = true;
    }

    public List<AlarmEntry> Save()
    {
        IsDirty = IsUrgent = false;
        return [.. _open.Values, .. _ended];
    }

    /// <summary>The store did not take what <see cref="Save"/> gave.</summary>
    public void NotSaved() => IsDirty = true;

    /// <returns>What was handed out before and not taken by all: it is told again.</returns>
    public List<(AlarmEntry Entry, AlarmNews News)> Restore(IEnumerable<AlarmEntry> saved)
    {
        var untaken = new List<(AlarmEntry, AlarmNews)>();
        foreach (var entry in saved.Where(e => AlarmKinds.Find(e.Kind) is not null))
        {
            var hasEnded = entry.ResolvedAt is not null && (entry.Untaken == AlarmNews.Resolved || (entry.Untaken is null && entry.ToldAt >= entry.ResolvedAt));
            if (hasEnded) End(entry);
            else if (!_open.TryAdd((entry.Kind, entry.Subject), entry)) continue;
            if (entry.Untaken is { } news) untaken.Add((entry, news));
        }

        return untaken;
    }

    private AlarmNews? News(AlarmEntry entry, DateTimeOffset now)
    {
        if (entry.ToldAt is not { } told) return AlarmNews.Raised;
        if (entry.ResolvedAt is { } over)
        {
            // What an operator ended by acknowledging cannot come back.
            var calm = entry.AcknowledgedAt == over ? TimeSpan.Zero : settings.SettleAfter;
            return now - over >= calm ? AlarmNews.Resolved : null;
        }

        var pause = AlarmKinds.Find(entry.Kind) is { Severity: AlarmSeverity.Critical } ? settings.RepeatCritical : settings.RepeatWarning;
        return entry.AcknowledgedAt is null && now - told >= pause ? AlarmNews.Repeated : null;
    }

    // A thousand open cases must not keep out that the store cannot be written: a few of each kind find room beyond the bound.
    private bool HasRoom(string kind) =>
        _open.Count < settings.MaxOpen || _open.Keys.Count(k => k.Kind == kind) < Math.Max(1, settings.MaxOpen / KindShare);

    private void End(AlarmEntry entry)
    {
        _open.Remove((entry.Kind, entry.Subject));
        _ended.Enqueue(entry);
        while (_ended.Count > EndedKept) _ended.Dequeue();
    }
}
