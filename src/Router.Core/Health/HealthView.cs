using System.Collections.Frozen;

namespace Router.Core.Health;

/// <summary>Health as it was published at one instant. Immutable: a plan made from it can be made again.</summary>
public sealed class HealthView
{
    private readonly FrozenDictionary<string, AccountPlaces> _places;
    private readonly HealthLine[] _lines;
    private readonly AccountHealth[] _accounts;
    private readonly IReadOnlyList<(string AccountId, string Method, HealthReading Reading)>? _recorded;

    private HealthView(DateTimeOffset at, FrozenDictionary<string, AccountPlaces> places, HealthLine[] lines, AccountHealth[] accounts) =>
        (At, _places, _lines, _accounts) = (at, places, lines, accounts);

    private HealthView(DateTimeOffset at, IReadOnlyList<(string, string, HealthReading)> recorded)
        : this(at, FrozenDictionary<string, AccountPlaces>.Empty, [], []) => _recorded = recorded;

    /// <summary>Knows no account: each is taken for healthy.</summary>
    public static HealthView Empty { get; } = Of(default, [], []);

    /// <summary>The instant it speaks of; breaks, rests and maintenance are read at it.</summary>
    public DateTimeOffset At { get; }

    /// <summary>In order of method, then account.</summary>
    public IReadOnlyList<HealthLine> Lines => _lines;

    /// <summary>In order of id.</summary>
    public IReadOnlyList<AccountHealth> Accounts => _accounts;

    /// <summary>A view of given lines, for a replay or a test.</summary>
    public static HealthView Of(DateTimeOffset at, IEnumerable<HealthLine> lines, IEnumerable<AccountHealth> accounts)
    {
        HealthLine[] line = [.. lines];
        AccountHealth[] account = [.. accounts];
        return new HealthView(at, AccountPlaces.Of(line, account), line, account);
    }

    /// <summary>A view that gives the readings that it is given, and knows nothing else.</summary>
    public static HealthView OfReadings(DateTimeOffset at, IReadOnlyList<(string AccountId, string Method, HealthReading Reading)> readings) =>
        new(at, readings);

    public HealthLine? Find(string accountId, string method) =>
        _places.TryGetValue(accountId, out var places) && places.Line(method) is >= 0 and var line ? _lines[line] : null;

    public AccountHealth? FindAccount(string accountId) =>
        _places.TryGetValue(accountId, out var places) && places.Account >= 0 ? _accounts[places.Account] : null;

    /// <summary>Everything about one candidate of one payment.</summary>
    public HealthReading Read(string accountId, string method, string? cardBank)
    {
        if (_recorded is not null) return Recorded(accountId, method);
        if (!_places.TryGetValue(accountId, out var places)) return HealthReading.Unknown;
        var account = places.Account >= 0 ? _accounts[places.Account] : null;
        var line = places.Line(method) is >= 0 and var place ? _lines[place] : null;
        var bank = cardBank is null || line is null ? null : BankOf(line, cardBank);
        var shown = bank ?? line;
        var estimate = shown?.Estimate ?? HealthSettings.Default.PriorEstimate;
        var approval = line?.Approval ?? HealthSettings.Default.PriorEstimate;
        var blocked = account?.BlockedAt(At);
        if (account?.Override is { } order && At < order.Until)
            return new(order.Health, estimate, approval, BreakerState.Closed, false, blocked);

        var breaker = Worse(line?.BreakerAt(At) ?? BreakerState.Closed, bank?.BreakerAt(At) ?? BreakerState.Closed);
        if (account?.MisconfiguredProbeAt is { } probeAt)
        {
            if (At < probeAt || account.MisconfiguredProbeInFlight)
                blocked ??= $"misconfigured: faults of our own in a row; tried again at {AccountHealth.Shown(probeAt)}";
            else breaker = Worse(breaker, BreakerState.ProbeDue);
        }

        var notSent = line is not { IsOpen: true, FailuresNotSent: false } && bank is not { IsOpen: true, FailuresNotSent: false };
        return new(shown?.Health ?? 1, estimate, approval, breaker, notSent, blocked);
    }

    /// <summary>The same accounts at a later instant; null keeps what is there.</summary>
    internal HealthView With(DateTimeOffset at, HealthLine[]? lines, AccountHealth[]? accounts)
    {
        if (accounts is not null && accounts.Length != Accounts.Count) return Of(at, lines ?? Lines, accounts);
        return new(at, _places, lines ?? _lines, accounts ?? _accounts);
    }

    private HealthReading Recorded(string accountId, string method)
    {
        foreach (var (account, served, reading) in _recorded!)
            if (account == accountId && served == method) return reading;
        return HealthReading.Unknown;
    }

    private static HealthLine? BankOf(HealthLine line, string cardBank)
    {
        foreach (var bank in line.Banks)
            if (bank.CardBank == cardBank) return bank;
        return null;
    }

    // Open beats a due probe, which beats closed: all that guard an account must let a call through.
    private static BreakerState Worse(BreakerState one, BreakerState other) =>
        one == BreakerState.Open || other == BreakerState.Open ? BreakerState.Open
        : one == BreakerState.ProbeDue || other == BreakerState.ProbeDue ? BreakerState.ProbeDue
        : BreakerState.Closed;
}
