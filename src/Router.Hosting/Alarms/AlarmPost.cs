using Microsoft.Extensions.Logging;
using Router.Core.Store;
using Router.Core.Telemetry;

namespace Router.Hosting.Alarms;

/// <summary>Hands what must be told to every sink, and keeps the book in the store.</summary>
internal sealed class AlarmPost(
    AlarmDesk desk, IEnumerable<IAlarmSink> sinks, IOrderStore store, PaymentRouterOptions options, TimeProvider time, RouterMeter meter,
    ILogger<AlarmPost> log)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_urgentPause = TimeSpan.FromMilliseconds(500);
    private readonly List<SinkQueue> _queues = [.. sinks.Select(s => new SinkQueue(s, options.Alarms.Timeout, time, meter, log))];
    private DateTimeOffset _savedAt = DateTimeOffset.MinValue;

    /// <summary>Reads the book; what was on its way goes out again.</summary>
    public async Task RestoreAsync()
    {
        if (await store.LoadDocumentAsync(AlarmJson.Document).ConfigureAwait(false) is not { } saved) return;
        foreach (var (notice, entry) in desk.Restore(saved)) Hand(notice, entry);
    }

    /// <summary>Delivers until it is stopped; ends only then.</summary>
    public IEnumerable<Task> Run(CancellationToken stopping) => _queues.Select(q => Task.Run(() => q.RunAsync(stopping), CancellationToken.None)).ToList();

    /// <summary>Hands out what is due and saves what has changed. Telling does not wait for the store: it may be the store that is ill.</summary>
    public async Task StepAsync()
    {
        foreach (var (notice, entry) in desk.Due()) Hand(notice, entry);
        var since = time.GetUtcNow() - _savedAt;
        if (since < s_urgentPause || (since < s_pause && !desk.IsUrgent)) return;
        try
        {
            await SaveAsync().ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            // That is an alarm itself, raised by whoever writes regularly; this is tried again in a moment.
        }
    }

    public async Task SaveAsync()
    {
        if (desk.Save() is not { } changed) return;
        _savedAt = time.GetUtcNow();
        try
        {
            await store.SaveDocumentAsync(AlarmJson.Document, changed).ConfigureAwait(false);
        }
        catch
        {
            desk.NotSaved();
            throw;
        }
    }

    private void Hand(AlarmNotice notice, AlarmEntry entry)
    {
        var left = _queues.Count;
        if (left == 0) desk.Taken(entry);
        foreach (var queue in _queues)
        {
            queue.Add(notice, () =>
            {
                if (Interlocked.Decrement(ref left) == 0) desk.Taken(entry);
            });
        }
    }
}
