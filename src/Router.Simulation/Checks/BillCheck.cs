using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Ids;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Refunds;
using Router.Core.Routing;
using Router.Simulation.Banking;
using Router.Simulation.Disk;
using Router.Simulation.Nodes;
using Router.Simulation.World;
using Router.TestKit;

namespace Router.Simulation.Checks;

/// <summary>
/// When all is quiet: the true bills of every account and every day equal what is stored, and of bills that were spoiled exactly what was
/// spoiled is found. It only looks, so the world's time stands still.
/// </summary>
internal sealed class BillCheck : ISnapshotSource, IBills
{
    private const string Foreign = "foreign";
    private static readonly TimeSpan s_untilReady = TimeSpan.FromDays(6);
    private readonly House _house;
    private readonly Draw _draw;
    private readonly Reconciler _reconciler;
    private readonly List<(string Account, DateOnly Day, BillLine Line)> _lines;
    private readonly DateOnly _first, _last;

    public BillCheck(House house, Draw draw)
    {
        (_house, _draw) = (house, draw);
        var clock = new ManualTimeProvider(house.World.Now + s_untilReady);
        var (rules, catalog) = Configuration.Drawn(draw, false, false, Methods.Channels, house.Limits);
        Current = new(rules, Rules.FactCatalog.Open, null, catalog, Core.Health.HealthView.Of(clock.GetUtcNow(), [], []));
        var ids = new IdSource(clock, draw.Fork());
        var orders = new OrderWriter(house.Disk.Orders, this, ids, clock, new EngineSettings());
        _reconciler = new(this, house.Disk.Orders, orders, new RefundWriter(house.Disk.Orders, orders, this, ids), new ExchangeLog(house.Disk.Orders, clock), this, null, null);
        _lines = [.. house.Books.Booked.Select(b => (b.Account, b.Day, b.Line()))];
        (_first, _last) = (DateOnly.FromDateTime(SimWorld.Start.UtcDateTime).AddDays(-1), DateOnly.FromDateTime(house.World.Now.UtcDateTime).AddDays(4));
    }

    public RouterSnapshot Current { get; }

    public Task<BillAnswer> FetchAsync(string accountId, DateOnly date) =>
        Task.FromResult(new BillAnswer([.. _lines.Where(l => l.Account == accountId && l.Day == date).Select(l => l.Line)], null));

    public void Run()
    {
        foreach (var open in Stored.Orders(_house.Disk.Orders).SelectMany(o => o.Cases).Where(c => c is { Kind: "not-on-the-bill", ResolvedAt: null }))
        {
            if (_lines.FirstOrDefault(l => l.Line.Kind == BillLineKind.Payment && l.Line.AttemptNumber == open.AttemptNumber) is { Line: not null } has)
                _house.Findings.Add("I12", open.AttemptNumber, $"the channel's books have it on {has.Day:yyyy-MM-dd} at {has.Account} and a case says they have not: {open.Detail}");
        }

        // Where people decided against the books, some difference is true and some is not.
        if (_house.Erred.Count > 0) return;
        var found = Found();
        foreach (var (kind, number) in found) _house.Findings.Add("I12", number, $"a true bill differs: {kind}");
        if (found.Count > 0 || _lines.Count == 0) return;
        var spoiled = Spoil();
        found = Found();
        foreach (var (kind, number) in spoiled.Except(found)) _house.Findings.Add("I12", number, $"it was spoiled and is not found: {kind}");
        foreach (var (kind, number) in found.Except(spoiled)) _house.Findings.Add("I12", number, $"nobody spoiled it and it is found: {kind}");
        if (found.Count != spoiled.Count) _house.Findings.Add("I12", "bills", $"{spoiled.Count} were spoiled and {found.Count} are found");
    }

    private List<(DifferenceKind Kind, string Number)> Found()
    {
        var found = new List<(DifferenceKind, string)>();
        foreach (var account in Methods.Accounts(false))
        {
            var answer = new ValueTask<ReconcileAnswer>(_reconciler.RunAsync(new(account.Id, _first, _last))).Result();
            if (answer.Report is not { } report) throw new InvalidOperationException(answer.Error!.Message);
            found.AddRange(report.Differences.Where(d => !IsAsked(d)).Select(d => (d.Kind, d.Number)));
        }

        return found;
    }

    // What people are asked about already differs truly, and nobody needs to be told again.
    private bool IsAsked(BillDifference told) => told.Kind switch
    {
        DifferenceKind.CapturedThere => _house.Disk.Orders.FindPaymentByAttemptAsync(told.Number).Result()?.HasOpenCaseOf(told.Number) == true,
        DifferenceKind.RefundedHere => _house.Books.FindRefund(told.Number) is { HasTurned: true } refund
            && _house.Disk.Orders.FindPaymentByAttemptAsync(refund.Attempt).Result()?.HasOpenCaseOf(told.Number) == true,
        _ => false,
    };

    // One thing an attempt: two could hide each other.
    private List<(DifferenceKind Kind, string Number)> Spoil()
    {
        var spoiled = new List<(DifferenceKind, string)>();
        var touched = new HashSet<string>(StringComparer.Ordinal);
        for (var count = 1 + _draw.Below(8); count > 0 && _lines.Count > 0; count--)
        {
            var at = _draw.Below(_lines.Count);
            if (touched.Add(Own(_lines[at].Line.AttemptNumber))) spoiled.Add(SpoilLine(at));
        }

        return spoiled;
    }

    private static string Own(string number) => number.StartsWith(Foreign, StringComparison.Ordinal) ? number[Foreign.Length..] : number;

    private (DifferenceKind Kind, string Number) SpoilLine(int at)
    {
        var (account, day, line) = _lines[at];
        var (isPayment, number) = (line.Kind == BillLineKind.Payment, line.RefundNumber ?? line.AttemptNumber);
        switch (_draw.Below(5))
        {
            case 0:
                _lines.RemoveAt(at);
                return (isPayment ? DifferenceKind.CapturedHere : DifferenceKind.RefundedHere, number);
            case 1:
                _lines[at] = (account, day, line with { Amount = line.Amount with { Minor = line.Amount.Minor + 1 } });
                return (isPayment ? DifferenceKind.Amount : DifferenceKind.RefundAmount, number);
            case 2:
                _lines.Insert(_draw.Below(_lines.Count + 1), (account, _draw.Chance(0.5) ? day : day.AddDays(1), line));
                return (isPayment ? DifferenceKind.PaidTwice : DifferenceKind.RefundedTwice, number);
            case 3 when isPayment:
                _lines[at] = (account, day, line with { ChannelTransactionId = "other" + line.ChannelTransactionId });
                return (DifferenceKind.TransactionId, number);
            case 3:
                _lines.Add((account, day, line with { RefundNumber = Foreign + number }));
                return (DifferenceKind.RefundedThere, Foreign + number);
            default:
                _lines.Add((account, day, line with { Kind = BillLineKind.Payment, AttemptNumber = Foreign + line.AttemptNumber, RefundNumber = null }));
                return (DifferenceKind.UnknownNumber, Foreign + line.AttemptNumber);
        }
    }
}
