using Router.Abstractions;
using Router.Core.Bills;
using Router.Core.Orders;
using Router.Core.Tests.Engine;

namespace Router.Core.Tests.Bills;

/// What the channel's bills of account a say in a test, by day.
internal sealed class Bill
{
    public static readonly DateOnly Today = new(2026, 3, 2);
    private readonly TestEngine _engine;

    public Bill(TestEngine engine)
    {
        _engine = engine;
        engine.A.Bill.Always = (request, _) => Task.FromResult(Answer(request.Date));
        foreach (var other in new[] { "b", "c", "d" })
        {
            engine.Channels[other].Bill.Always = (request, _) => Task.FromResult(new BillResult
            {
                Status = NotReadyElsewhere.Contains(request.Date) ? BillStatus.NotReady : BillStatus.Ready,
                Lines = Stream([.. Elsewhere.Where(l => l.Account == other && l.Date == request.Date).Select(l => l.Line)], false),
            });
        }
    }

    public List<(DateOnly Date, BillLine Line)> Lines { get; } = [];

    /// What the bills of the channel's other accounts say.
    public List<(string Account, DateOnly Date, BillLine Line)> Elsewhere { get; } = [];

    public HashSet<DateOnly> NotReady { get; } = [];

    public HashSet<DateOnly> NotReadyElsewhere { get; } = [];

    /// Days whose bill breaks off behind its last line.
    public HashSet<DateOnly> Broken { get; } = [];

    public static BillLine Of(Attempt attempt) => new()
    {
        Kind = BillLineKind.Payment,
        AttemptNumber = attempt.Number,
        ChannelTransactionId = attempt.ChannelTransactionId ?? "tx-" + attempt.Number,
        Amount = attempt.Captured ?? attempt.SentAmount,
        Fee = new Money(attempt.FeeMinor, attempt.SentAmount.Currency),
        BookedAt = attempt.PaidAt ?? attempt.RequestTime,
    };

    public static BillLine Of(Attempt attempt, RefundOrder refund) => Of(attempt) with
    {
        Kind = BillLineKind.Refund,
        RefundNumber = refund.RefundNumber,
        Amount = refund.SentAmount,
        Fee = null,
        BookedAt = refund.RefundedAt ?? refund.RequestTime,
    };

    public void Add(BillLine line, int day = 0) => Lines.Add((Today.AddDays(day), line));

    /// A payment that is known and on the bill: it shows that the bills are ours.
    public async Task<PaymentOrder> KnownAsync(string no = "known")
    {
        var known = (await _engine.PayAsync(no)).Payment!;
        Add(Of(known.Attempts[0]));
        return known;
    }

    public async Task<BillReport> ReconcileAsync(int from = 0, int to = 0, string? by = null, string account = "a")
    {
        var answer = await _engine.Reconciliation.RunAsync(new(account, Today.AddDays(from), Today.AddDays(to), by));
        answer.Error.Should().BeNull();
        return answer.Report!;
    }

    public async Task<IReadOnlyList<DifferenceKind>> KindsAsync() => [.. (await ReconcileAsync()).Differences.Select(d => d.Kind)];

    private BillResult Answer(DateOnly date) => NotReady.Contains(date)
        ? new() { Status = BillStatus.NotReady }
        : new() { Status = BillStatus.Ready, Lines = Stream([.. Lines.Where(l => l.Date == date).Select(l => l.Line)], Broken.Contains(date)) };

    private static async IAsyncEnumerable<BillLine> Stream(IReadOnlyList<BillLine> lines, bool breaks)
    {
        await Task.CompletedTask;
        foreach (var line in lines) yield return line;
        if (breaks) throw new IOException("The file ends in the middle of a line.");
    }
}
