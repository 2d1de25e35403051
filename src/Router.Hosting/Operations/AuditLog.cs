using System.Text.Json;
using Microsoft.Extensions.Logging;
using Router.Core.Store;

namespace Router.Hosting.Operations;

/// <summary>
/// Who changed what, when and why. Kept in the store: a ring of pages, so that an entry costs one small document and the oldest go by
/// themselves. Thread-safe.
/// </summary>
internal sealed class AuditLog : IDisposable
{
    /// <summary>How many entries are kept at least; up to <see cref="PageSize"/> less one more are.</summary>
    public const int MinKept = (Pages - 1) * PageSize;

    /// <summary>The name for whoever used the shared key.</summary>
    public const string SharedKey = "shared";

    public const int PageSize = 100;
    public const int Pages = 21;

    private readonly IOrderStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditLog> _log;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly AuditEntry[][] _pages = [.. Enumerable.Range(0, Pages).Select(_ => Array.Empty<AuditEntry>())];
    private readonly HashSet<int> _unsaved = [];
    private long _last;

    public AuditLog(IOrderStore store, TimeProvider time, ILogger<AuditLog> log) => (_store, _time, _log) = (store, time, log);

    /// <summary>Adds an entry and gives it number and time; it is in the store when this returns.</summary>
    /// <param name="entry">What was done.</param>
    /// <exception cref="StoreUnavailableException">It could not be stored now; it will be with the next, or within seconds.</exception>
    public async Task WriteAsync(AuditEntry entry)
    {
        Add(entry);
        await FlushAsync().ConfigureAwait(false);
    }

    /// <summary>The kept entries, newest first.</summary>
    /// <param name="account">Only about this account; null: all.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="before">Only older ones than this number; null: from the newest.</param>
    public IReadOnlyList<AuditEntry> List(string? account, int limit, long? before)
    {
        lock (_gate)
        {
            return
            [
                .. _pages.SelectMany(p => p).Where(e => (account is null || e.Account == account) && (before is null || e.Number < before))
                    .OrderByDescending(e => e.Number).Take(limit),
            ];
        }
    }

    public void Dispose() => _writing.Dispose();

    public void Add(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_gate)
        {
            entry = entry with { Number = ++_last, At = _time.GetUtcNow() };
            var place = PageOf(entry.Number);
            _pages[place] = IsFirstOfPage(entry.Number) ? [entry] : [.. _pages[place], entry];
            _unsaved.Add(place);
        }

        HostLog.Audit(_log, entry.By, entry.Act, entry.Account ?? entry.Payment ?? "", entry.Before ?? "", entry.After ?? "", entry.Reason ?? "");
    }

    /// <summary>Stores what could not be stored before.</summary>
    public async Task FlushAsync()
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            while (Unsaved() is var (place, entries))
            {
                await _store.SaveDocumentAsync(NameOf(place), JsonSerializer.Serialize(entries, AuditJson.Default.AuditEntryArray)).ConfigureAwait(false);
                lock (_gate)
                {
                    if (ReferenceEquals(_pages[place], entries)) _unsaved.Remove(place);
                }
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Reads what the store has. Once, before the first entry.</summary>
    public async Task LoadAsync()
    {
        for (var place = 0; place < Pages; place++)
        {
            if (await _store.LoadDocumentAsync(NameOf(place)).ConfigureAwait(false) is not { } text) continue;
            try
            {
                var entries = JsonSerializer.Deserialize(text, AuditJson.Default.AuditEntryArray) ?? [];
                lock (_gate) _pages[place] = entries;
            }
            catch (JsonException error)
            {
                HostLog.AuditUnreadable(_log, NameOf(place), error.Message);
            }
        }

        lock (_gate) _last = _pages.SelectMany(p => p).Select(e => e.Number).DefaultIfEmpty().Max();
    }

    private (int Place, AuditEntry[] Entries)? Unsaved()
    {
        lock (_gate)
        {
            if (_unsaved.Count == 0) return null;
            var place = _unsaved.Min();
            return (place, _pages[place]);
        }
    }

    private static int PageOf(long number) => (int)((number - 1) / PageSize % Pages);

    private static bool IsFirstOfPage(long number) => (number - 1) % PageSize == 0;

    private static string NameOf(int place) => $"audit-{place:00}";
}
