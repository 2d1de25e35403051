using Microsoft.Extensions.Logging;
using Router.Core.Alarms;
using Router.Core.Telemetry;

namespace Router.Hosting.Alarms;

/// <summary>The alarms of this process. Thread-safe; nothing here waits for anybody.</summary>
internal sealed class AlarmDesk(PaymentRouterOptions options, TimeProvider time, RouterMeter meter, ILogger<AlarmDesk> log) : IAlarms
{
    private readonly Lock _gate = new();
    private readonly AlarmBook _book = new(options.Alarms);
    private readonly HashSet<(string Kind, string Subject)> _lost = [];

    public void Raise(AlarmKind kind, string subject, string reason) => Raise(kind, subject, reason, counts: true);

    public void Resolve(AlarmKind kind, string subject)
    {
        lock (_gate) _book.Resolve(kind.Name, subject, time.GetUtcNow());
    }

    /// <summary>These subjects are in this state, and no others: the rest is over, unless it was raised after somebody had looked.</summary>
    public void Hold(AlarmKind kind, IReadOnlyDictionary<string, string> subjects, DateTimeOffset lookedAt)
    {
        foreach (var (subject, reason) in subjects) Raise(kind, subject, reason, counts: false);
        lock (_gate)
        {
            foreach (var gone in _book.Open.Where(e => e.Kind == kind.Name && e.LastSeen < lookedAt && !subjects.ContainsKey(e.Subject)).ToList())
                _book.Resolve(kind.Name, gone.Subject, time.GetUtcNow());
            _lost.RemoveWhere(l => l.Kind == kind.Name && !subjects.ContainsKey(l.Subject));
        }
    }

    /// <summary>Open alarms, the most urgent and the oldest first; then, where they are wanted, ended ones, the newest first.</summary>
    public IReadOnlyList<Alarm> List(bool ended)
    {
        lock (_gate)
        {
            return
            [
                .. _book.Open.Select(Shown).OrderByDescending(a => a.Kind.Severity).ThenBy(a => a.FirstSeen).ThenBy(a => a.Id, StringComparer.Ordinal),
                .. ended ? _book.Ended.Reverse().Select(Shown) : [],
            ];
        }
    }

    /// <returns>Null where no open alarm has that id.</returns>
    public Alarm? Acknowledge(string id, string by)
    {
        lock (_gate) return _book.Acknowledge(id, by, time.GetUtcNow()) is { } seen ? Shown(seen) : null;
    }

    /// <summary>What must be told now.</summary>
    public List<(AlarmNotice Notice, AlarmEntry Entry)> Due()
    {
        var now = time.GetUtcNow();
        lock (_gate) return [.. _book.Due(now).Select(d => (Notice(d.Entry, d.News), d.Entry))];
    }

    public void Taken(AlarmEntry entry)
    {
        lock (_gate) _book.Taken(entry);
    }

    /// <summary>True where the store should soon know of a change.</summary>
    public bool IsUrgent
    {
        get
        {
            lock (_gate) return _book.IsUrgent;
        }
    }

    /// <returns>What the store must know; null where it does.</returns>
    public string? Save()
    {
        List<AlarmEntry> changed;
        lock (_gate)
        {
            if (!_book.IsDirty) return null;
            changed = _book.Save();
        }

        // Who commits a payment takes the lock too: nothing long is done under it.
        return AlarmJson.Write(changed);
    }

    public void NotSaved()
    {
        lock (_gate) _book.NotSaved();
    }

    /// <returns>What was on its way when the process before this one ended.</returns>
    public List<(AlarmNotice Notice, AlarmEntry Entry)> Restore(string saved)
    {
        if (AlarmJson.Read(saved) is not { } entries) return [];
        lock (_gate) return [.. _book.Restore(entries).Select(d => (Notice(d.Entry, d.News), d.Entry))];
    }

    private void Raise(AlarmKind kind, string subject, string reason, bool counts)
    {
        bool? isNew;
        lock (_gate)
        {
            isNew = _book.Raise(kind, subject, reason, time.GetUtcNow(), counts);

            // What lasts is looked at every second and told once.
            if (isNew is not null) _lost.Remove((kind.Name, subject));
            else if (!counts && !_lost.Add((kind.Name, subject))) return;
        }

        if (isNew == true) meter.AlarmRaised(kind.Name, Severity(kind));
        if (isNew is not null) return;
        meter.AlarmLost("no-room");
        HostLog.AlarmsFull(log, kind.Name, subject, reason);
    }

    private AlarmNotice Notice(AlarmEntry entry, AlarmNews news) => new($"{entry.Id}.{entry.Notices}", news, entry.ToldAt ?? entry.FirstSeen, Shown(entry));

    private Alarm Shown(AlarmEntry entry) => new()
    {
        Id = entry.Id,
        Kind = AlarmKinds.Find(entry.Kind)!,
        Subject = entry.Subject,
        Reason = entry.Reason,
        FirstSeen = entry.FirstSeen,
        LastSeen = entry.LastSeen,
        Count = entry.Count,
        ResolvedAt = entry.ResolvedAt,
        AcknowledgedBy = entry.AcknowledgedBy,
        AcknowledgedAt = entry.AcknowledgedAt,
        Runbook = $"{options.Alarms.Runbooks}{entry.Kind}.md",
    };

    internal static string Severity(AlarmKind kind) => kind.Severity.ToString().ToLowerInvariant();
}
