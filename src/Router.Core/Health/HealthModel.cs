using System.Collections.Frozen;
using Router.Core.Accounts;

namespace Router.Core.Health;

/// <summary>
/// Learns from every pay and continue call how well an account serves a method, and publishes it as an immutable view. The only writer of
/// health; thread-safe. It has no timer: time passes when it is called.
/// </summary>
public sealed partial class HealthModel
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly HealthSettings _settings;
    private readonly Action<HealthEvent>? _listener;
    private readonly Queue<HealthEvent> _events = new();
    private readonly SortedList<string, MethodGroup> _groups = new(StringComparer.Ordinal);
    private readonly SortedList<string, AccountHealth> _accounts = new(StringComparer.Ordinal);
    private List<HealthEvent> _undelivered = [];
    private FrozenSet<string> _inMaintenance = FrozenSet<string>.Empty;
    private FrozenSet<string> _active = FrozenSet<string>.Empty;
    private DateTimeOffset _now;
    private bool _accountsDirty = true;
    private volatile HealthView _view;

    /// <param name="time">The clock.</param>
    /// <param name="settings">The parameters; null: the defaults.</param>
    /// <param name="listener">Told of every event, outside the lock, on the caller's thread; it must not throw.</param>
    public HealthModel(TimeProvider time, HealthSettings? settings = null, Action<HealthEvent>? listener = null)
    {
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _settings = settings ?? HealthSettings.Default;
        if (_settings.Validate() is { Count: > 0 } problems)
            throw new ArgumentException($"Health settings cannot be used: {string.Join(" ", problems)}", nameof(settings));
        _listener = listener;
        _now = _lookedAt = time.GetUtcNow();
        _view = HealthView.Of(_now, [], []);
    }

    /// <summary>What was published last; <see cref="Tick"/> gives what holds now.</summary>
    public HealthView View => _view;

    /// <summary>The last events, oldest first.</summary>
    public IReadOnlyList<HealthEvent> Events
    {
        get
        {
            lock (_gate) return [.. _events];
        }
    }

    /// <summary>Lets time pass and publishes. Call it before a plan is made, and now and then when no payments come.</summary>
    public HealthView Tick()
    {
        HealthView view;
        lock (_gate)
        {
            Advance_NeedsLock();
            view = _view;
        }

        Deliver();
        return view;
    }

    /// <summary>Asks for one pay call. Null where it must not be made now, with the reason; nothing is counted then.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="method">The method.</param>
    /// <param name="cardBank">The bank of the card, where one is known.</param>
    /// <param name="refused">Why not.</param>
    /// <param name="ignoreBreaker">For a candidate that the plan holds because of "whenAllDown": "try".</param>
    public CallTicket? TryBegin(string accountId, string method, string? cardBank, out string? refused, bool ignoreBreaker = false)
    {
        CallTicket? ticket = null;
        lock (_gate)
        {
            Advance_NeedsLock();
            var reading = _view.Read(accountId, method, cardBank);
            refused = Find_NeedsLock(accountId, method) is null ? $"{accountId} does not serve {method}"
                : reading.Blocked ?? (reading.Breaker == BreakerState.Open && !ignoreBreaker ? "breaker open" : null);
            if (refused is null) ticket = Begin_NeedsLock(accountId, method, cardBank, reading.Breaker == BreakerState.ProbeDue);
        }

        Deliver();
        return ticket;
    }

    /// <summary>A ticket for the second step of a payment: never refused, whatever the account's state; null where the account is unknown.</summary>
    public CallTicket? BeginContinuation(string accountId, string method, string? cardBank)
    {
        CallTicket? ticket;
        lock (_gate)
        {
            Advance_NeedsLock();
            ticket = Begin_NeedsLock(accountId, method, cardBank, probe: false);
        }

        Deliver();
        return ticket;
    }

    /// <summary>Counts a payment that ended after its call: for the approval estimate only.</summary>
    public void RecordApproval(string accountId, string method, Approval approval)
    {
        lock (_gate)
        {
            Advance_NeedsLock();
            if (Find_NeedsLock(accountId, method) is { } line) RecordApproval_NeedsLock(line, approval);
        }

        Deliver();
    }

    /// <summary>Counts an issued action that ended, paid or not. It moves no weight; a drop is an event.</summary>
    public void ActionEnded(string accountId, string method, bool paid)
    {
        lock (_gate)
        {
            Advance_NeedsLock();
            if (Find_NeedsLock(accountId, method) is { } line && line.Actions.Add(paid) is var (median, share))
                Raise_NeedsLock(
                    line.AccountId, line.Method, HealthEventKind.ActionShareLow,
                    $"fewer than half as many issued actions end paid as usual, of the last {_settings.ActionWindow}", Shown(median), Shown(share));
        }

        Deliver();
    }

    /// <summary>Takes over the accounts and methods to follow. What joins others that are known already is new, and so is a new version.</summary>
    public void Configure(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        lock (_gate)
        {
            AdvanceClock_NeedsLock();
            var wanted = Wanted(catalog);
            _active = catalog.Accounts.Where(a => a.State == AccountState.Active).Select(a => a.Id).ToFrozenSet(StringComparer.Ordinal);
            var methods = wanted.Select(w => w.Method).Distinct().ToList();
            foreach (var gone in _groups.Keys.Except(methods).ToList()) _groups.Remove(gone);
            foreach (var method in methods)
            {
                if (!_groups.TryGetValue(method, out var group)) _groups[method] = group = new MethodGroup(_settings, method);
                Regroup_NeedsLock(group, [.. wanted.Where(w => w.Method == method)]);
            }

            foreach (var id in catalog.Accounts.Select(a => a.Id))
                if (!_accounts.ContainsKey(id)) _accounts[id] = new AccountHealth { AccountId = id };
            foreach (var gone in _accounts.Keys.Where(id => catalog.FindAccount(id) is null).ToList()) _accounts.Remove(gone);
            TakeVersions_NeedsLock(catalog);
            EndQuarantines_NeedsLock();
            PublishAnew_NeedsLock();
        }

        Deliver();
    }

    internal void Complete(CallTicket ticket, Observation observation, Approval approval, TimeSpan? retryAfter)
    {
        lock (_gate)
        {
            AdvanceClock_NeedsLock();
            End_NeedsLock(ticket, observation);
            RecordApproval_NeedsLock(ticket.Line, approval);
            if (retryAfter is { } wait) Rest_NeedsLock(ticket.AccountId, _now + wait);
            Advance_NeedsLock();
        }

        Deliver();
    }

    private static List<(string AccountId, string Method, string Version)> Wanted(Catalog catalog) =>
    [
        .. from account in catalog.Accounts
           let channel = catalog.FindChannel(account.ChannelId)
           where channel is not null
           from method in channel.Methods
           where account.Methods is null || account.Methods.Contains(method.Name)
           orderby method.Name, account.Id
           select (account.Id, method.Name, channel.Version),
    ];

    private void Regroup_NeedsLock(MethodGroup group, List<(string AccountId, string Method, string Version)> wanted)
    {
        var known = group.Members.ToDictionary(m => m.AccountId, StringComparer.Ordinal);
        var joined = new List<(AccountMethod Member, HealthEventKind Kind, string Before)>();
        group.Members.Clear();
        foreach (var (accountId, method, version) in wanted.OrderBy(w => w.AccountId, StringComparer.Ordinal))
        {
            if (!known.TryGetValue(accountId, out var member))
            {
                member = new AccountMethod(_settings, _now, accountId, method);
                if (!ApplyStored_NeedsLock(member))
                {
                    member.Version = version;
                    joined.Add((member, HealthEventKind.Added, ""));
                }
            }

            if (member.Version != version) joined.Add((member, HealthEventKind.NewVersion, member.Version));
            member.Version = version;
            group.Members.Add(member);
        }

        // Newness is measured against the others: where all are new, as on the first start, none is.
        if (joined.Count == group.Members.Count) return;
        foreach (var (member, kind, before) in joined)
        {
            member.MakeNew();
            Raise_NeedsLock(
                member.AccountId, member.Method, kind, $"starts at h {Shown(_settings.NewHealth)} and climbs with its good answers", before, member.Version);
        }
    }

    private AccountMethod? Find_NeedsLock(string accountId, string method) =>
        _groups.TryGetValue(method, out var group) ? group.Members.Find(m => m.AccountId == accountId) : null;

    private void Raise_NeedsLock(string accountId, string? segment, HealthEventKind kind, string reason, string before, string after)
    {
        var told = new HealthEvent(_now, accountId, segment, kind, reason, before, after);
        _events.Enqueue(told);
        while (_events.Count > _settings.EventCount) _events.Dequeue();
        if (_listener is not null) _undelivered.Add(told);
    }

    private void Deliver()
    {
        if (_listener is null) return;
        List<HealthEvent> events;
        lock (_gate)
        {
            if (_undelivered.Count == 0) return;
            events = _undelivered;
            _undelivered = [];
        }

        foreach (var told in events) _listener(told);
    }

    internal static string Shown(double value) => value.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
}
