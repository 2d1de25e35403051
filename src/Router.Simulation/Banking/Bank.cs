using Router.Abstractions;
using Router.Simulation.Faults;
using Router.Simulation.World;

namespace Router.Simulation.Banking;

/// <summary>
/// A channel at its end of the wire, for one account: keeps true books and answers from them, as late and as grudgingly as channels do.
/// </summary>
internal sealed class Bank(string account, string channel, SimWorld world, FaultPlan faults, Draw draw, Books books)
{
    private static readonly FaultBlame[] s_blames = [FaultBlame.Channel, FaultBlame.Channel, FaultBlame.Channel, FaultBlame.Us, FaultBlame.Payer, FaultBlame.Request];

    // A repeat is never the payer's doing: only that would speak of the first one too.
    private static readonly FaultBlame[] s_blamesOfRepeats = [FaultBlame.Channel, FaultBlame.Us, FaultBlame.Request];

    // So long a copy that queries are answered from lags behind.
    private static readonly TimeSpan s_unfound = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan s_stale = TimeSpan.FromSeconds(15);

    public string Account => account;

    public string Channel => channel;

    public bool IsWeak => channel == Methods.Weak;

    public required Post Post { get; init; }

    public BankEntry Expect(PayRequest request)
    {
        var entry = books.Sent(request, account, Methods.Expires(request.Method));
        entry.Sends++;
        if (entry.Status == EntryStatus.Lost) entry.Status = EntryStatus.OnTheWay;
        return entry;
    }

    // Of a repeat that is lost the first may still be on its way.
    public static void Lose(BankEntry entry)
    {
        if (entry is { Status: EntryStatus.OnTheWay, Sends: 1 }) entry.Status = EntryStatus.Lost;
    }

    public ChannelResult Pay(BankEntry entry)
    {
        if (entry.Status is not (EntryStatus.OnTheWay or EntryStatus.Lost)) return AskedAgain(entry);
        entry.KnownSince = world.Now;
        if (entry.IsOver(world.Now)) return Refuse(entry, FaultBlame.Request);
        if (faults.Draws(FaultKind.Refused, draw)) return Refuse(entry, draw.Of(s_blames));
        world.Note("bank-pay", entry.Number, entry.OrderNo);
        if (entry.Method is "sim.direct" or "sim.replay")
        {
            Capture(entry);
            return ChannelResult.Succeeded(entry.TransactionId, Money(entry.Captured), world.Now);
        }

        entry.Status = entry.Method == "sim.page" ? EntryStatus.Hidden : EntryStatus.Pending;
        Invite(entry);
        if (!faults.Draws(FaultKind.RefusedButPayable, draw)) return Waiting(entry);
        entry.MustClose = true;
        return ChannelResult.RefusedButPayable(new(FaultStage.Answered, FaultBlame.Channel, "busy", "busy"), entry.ExpiresAt);
    }

    public ChannelResult Continue(ContinueRequest request)
    {
        if (books.Find(request.Original.AttemptNumber) is not { } entry) return ChannelResult.Declined(FaultBlame.Request, "unknown", "unknown");
        // The channel keeps its promise about keys and no other: a step under a new key is another charge.
        if (entry.Steps.Contains(request.ContinuationKey)) return AskedAgain(entry);
        var isOpen = entry.Status == EntryStatus.Pending || (entry.Status == EntryStatus.Paid && entry.Steps.Count > 0);
        if (!isOpen || entry.IsOver(world.Now)) return Repeated(entry);
        if (entry.Method is not ("sim.quick" or "sim.capture") || (entry.Method == "sim.capture" && !entry.IsApproved)) return Repeated(entry);
        entry.Steps.Add(request.ContinuationKey);
        if (faults.Draws(FaultKind.Refused, draw)) return Refuse(entry, FaultBlame.Payer);
        Capture(entry);
        return ChannelResult.Succeeded(entry.TransactionId, Money(entry.Captured), world.Now);
    }

    public QueryResult Query(QueryRequest request)
    {
        var entry = books.Find(request.AttemptNumber);
        if (request.Method == "sim.replay") return new() { Status = AttemptStatus.Unsupported };
        if (entry is null or { Status: EntryStatus.OnTheWay or EntryStatus.Lost or EntryStatus.Hidden }) return new() { Status = AttemptStatus.NotFound };
        if (world.Now - entry.KnownSince < s_unfound && faults.Draws(FaultKind.NotFoundThenPaid, draw)) return new() { Status = AttemptStatus.NotFound };
        var isStale = entry.Status != EntryStatus.Pending && world.Now - entry.ChangedAt < s_stale && faults.Draws(FaultKind.StaleAnswer, draw);
        return isStale ? Status(entry, entry.Status == EntryStatus.Reversed ? EntryStatus.Paid : EntryStatus.Pending) : Status(entry, entry.Status);
    }

    public CloseResult Close(CloseRequest request)
    {
        if (books.Find(request.AttemptNumber) is not { Status: not (EntryStatus.OnTheWay or EntryStatus.Lost or EntryStatus.Hidden) } entry)
            return CloseResult.Of(CloseOutcome.NotFound);
        if (entry.Status == EntryStatus.Reversed) return Reversed(entry);
        if (entry.Status == EntryStatus.Paid)
        {
            if (entry.Method != "sim.barcode" || entry.Returned > 0 || !faults.Draws(FaultKind.CloseReverses, draw)) return CloseResult.Of(CloseOutcome.AlreadyPaid);
            (entry.Status, entry.ChangedAt) = (EntryStatus.Reversed, world.Now);
            entry.Returned = entry.Captured;
            Book(BillLineKind.Refund, entry, null, entry.Captured);
            world.Note("bank-reverse", entry.Number);
            return Reversed(entry);
        }

        if (entry.Status == EntryStatus.Pending)
        {
            if (faults.Draws(FaultKind.CloseTooEarly, draw)) return new() { Outcome = CloseOutcome.TooEarly, RetryAfter = draw.Between(5, 60) };
            world.Note("bank-close", entry.Number);
            (entry.Status, entry.ChangedAt) = (EntryStatus.Closed, world.Now);
            if (faults.Draws(FaultKind.LateCapture, draw)) Later(draw.Between(0.1, 400), () => CaptureLate(entry));
        }

        return CloseResult.Of(CloseOutcome.Closed);
    }

    public RefundResult Refund(RefundRequest request)
    {
        if (books.FindRefund(request.RefundNumber) is { } known) return faults.Draws(FaultKind.RepeatRefused, draw) ? Failed() : Answer(known);
        if (books.Find(request.AttemptNumber) is not { } entry) return Failed();
        if (faults.Draws(FaultKind.RefundDelayed, draw) && draw.Chance(0.3))
            return RefundResult.Of(RefundOutcome.RetryLater, new(FaultStage.Answered, FaultBlame.Channel, "balance", "balance too low"));
        var refund = books.Add(new(request.RefundNumber, entry.Number, request.Reason ?? "", request.Amount, world.Now));
        world.Note("bank-refund", refund.Number, $"{refund.Attempt} {refund.Amount.Minor}");
        if (faults.Draws(FaultKind.RefundDelayed, draw)) Later(draw.Between(1, 3000), () => Finish(refund, entry));
        else Finish(refund, entry);
        return Answer(refund);
    }

    public RefundResult QueryRefund(string number)
    {
        if (books.FindRefund(number) is not { } refund) return RefundResult.Of(RefundOutcome.NotFound);
        if (world.Now - refund.MadeAt < s_unfound && faults.Draws(FaultKind.NotFoundThenPaid, draw)) return RefundResult.Of(RefundOutcome.NotFound);
        var isStale = refund.TurnedAt is { } turned && world.Now - turned < s_stale && faults.Draws(FaultKind.StaleAnswer, draw);
        return isStale ? RefundResult.Succeeded("rf" + refund.Number, refund.Amount) : Answer(refund);
    }

    /// <summary>The bill of a day; half a day after its end, at the earliest.</summary>
    public BillResult Bill(DateOnly day)
    {
        var ends = new DateTimeOffset(day.ToDateTime(Methods.CutOffOf(channel)), TimeSpan.Zero) - Methods.ZoneOf(channel);
        if (world.Now < ends + TimeSpan.FromHours(13)) return new() { Status = BillStatus.NotReady };
        return new() { Status = BillStatus.Ready, Lines = Stream([.. books.Booked.Where(b => b.Account == account && b.Day == day).Select(b => b.Line())]) };
    }

    private static async IAsyncEnumerable<BillLine> Stream(IReadOnlyList<BillLine> lines)
    {
        await Task.CompletedTask;
        foreach (var line in lines) yield return line;
    }

    private void Book(BillLineKind kind, BankEntry entry, string? refund, long minor) =>
        books.Booked.Add(new(account, channel, kind, entry.Number, refund, entry.TransactionId, minor, world.Now));

    private void Finish(BankRefund refund, BankEntry entry)
    {
        refund.Status = faults.Draws(FaultKind.RefundRefused, draw) ? BankRefundStatus.Failed : BankRefundStatus.Succeeded;
        // No limit is checked here: whether there was a right to it is the engine's to know and the checks' to see.
        if (refund.Status == BankRefundStatus.Succeeded)
        {
            entry.Returned += refund.Amount.Minor;
            Book(BillLineKind.Refund, entry, refund.Number, refund.Amount.Minor);
            if (faults.Draws(FaultKind.RefundTurns, draw)) Later(draw.Between(0.5, 2000), () => Turn(refund, entry));
        }

        TellOf(refund, entry);
    }

    // The buyer's bank did not take it: what was told as done comes back, and the bill, which is made later, does not have it.
    private void Turn(BankRefund refund, BankEntry entry)
    {
        world.Note("bank-turn", refund.Number, $"{refund.Attempt} {refund.Amount.Minor}");
        (refund.Status, refund.TurnedAt) = (BankRefundStatus.Failed, world.Now);
        entry.Returned -= refund.Amount.Minor;
        entry.CameBack += refund.Amount.Minor;
        books.Booked.RemoveAll(b => b.Refund == refund.Number);
        TellOf(refund, entry);
    }

    private void TellOf(BankRefund refund, BankEntry entry) =>
        Post.Tell(this, new(entry.Number, refund.Number, refund.Status == BankRefundStatus.Succeeded ? "Succeeded" : "Failed", refund.Amount.Minor, "rf" + refund.Number));

    private void Invite(BankEntry entry)
    {
        var untilEnd = entry.ExpiresAt is { } end ? (end - world.Now).TotalSeconds : 1800;
        if (faults.Draws(FaultKind.NotificationForged, draw))
            Later(draw.Between(0.1, 60), () => Post.Tell(this, new(entry.Number, "", "Paid", entry.Amount.Minor, entry.TransactionId, IsSigned: false)));
        if (faults.Draws(FaultKind.BuyerPaysOldAction, draw)) Later(draw.Between(1, untilEnd * 1.2), () => Act(entry));
        if (faults.Draws(FaultKind.BuyerNeverActs, draw)) return;
        var delay = faults.Draws(FaultKind.BuyerPaysLate, draw) ? draw.Between(Math.Max(0, untilEnd - 4), untilEnd + 2) : draw.Between(0.2, Math.Min(40, untilEnd));
        Later(delay, () => Act(entry));
    }

    private void Act(BankEntry entry)
    {
        if (entry.IsOver(world.Now)) return;
        if (entry.Status == EntryStatus.Closed && faults.Draws(FaultKind.LateCapture, draw)) CaptureLate(entry);
        if (entry.Status == EntryStatus.Hidden)
        {
            entry.Status = EntryStatus.Pending;
            entry.KnownSince = world.Now;
            Later(draw.Between(0.5, 20), () => Act(entry));
            return;
        }

        if (entry.Status != EntryStatus.Pending || entry.Method == "sim.quick") return;
        if (entry.Method != "sim.capture")
        {
            Capture(entry);
            return;
        }

        entry.IsApproved = true;
        Post.Tell(this, new(entry.Number, "", "Pending", 0, entry.TransactionId));
    }

    private void CaptureLate(BankEntry entry)
    {
        if (entry.Status != EntryStatus.Closed || entry.Captures > 0) return;
        entry.IsLate = true;
        Capture(entry);
    }

    private void Capture(BankEntry entry)
    {
        var amount = faults.Draws(FaultKind.WrongAmount, draw) ? Math.Max(1, entry.Amount.Minor - 1 - draw.Below(50)) : entry.Amount.Minor;
        entry.Captured += amount;
        entry.Captures++;
        entry.Status = EntryStatus.Paid;
        entry.PaidAt = entry.ChangedAt = world.Now;
        Book(BillLineKind.Payment, entry, null, amount);
        world.Note("bank-capture", entry.Number, $"{entry.OrderNo} {amount}{(entry.IsLate ? " late" : "")}");
        // A signed lie that looks like the truth is past anybody's finding out.
        var told = amount == entry.Amount.Minor && faults.Draws(FaultKind.NotificationLies, draw) ? amount + 1 : amount;
        Post.Tell(this, new(entry.Number, "", "Paid", told, entry.TransactionId));
    }

    private void Later(TimeSpan delay, Action happens)
    {
        books.Coming++;
        world.After(delay, () =>
        {
            books.Coming--;
            happens();
        });
    }

    private ChannelResult Refuse(BankEntry entry, FaultBlame blame)
    {
        world.Note("bank-refuse", entry.Number, blame.ToString());
        (entry.Status, entry.ChangedAt) = (EntryStatus.Declined, world.Now);
        entry.RefusedBy = blame;
        return ChannelResult.Declined(blame, "refused", "refused");
    }

    // "Too frequent": the repeat is refused, and what became of the first stays as it is.
    private ChannelResult AskedAgain(BankEntry entry) => faults.Draws(FaultKind.RepeatRefused, draw)
        ? ChannelResult.Declined(draw.Of(s_blamesOfRepeats), "repeated", "too frequent")
        : Repeated(entry);

    private ChannelResult Repeated(BankEntry entry) => entry.Status switch
    {
        EntryStatus.Paid => ChannelResult.Succeeded(entry.TransactionId, Money(entry.Captured), entry.PaidAt),
        EntryStatus.Declined => ChannelResult.Declined(entry.RefusedBy, "refused", "refused"),
        EntryStatus.Hidden or EntryStatus.Pending => Waiting(entry),
        _ => ChannelResult.Unknown(FaultStage.Answered, "closed", "already closed"),
    };

    private ChannelResult Waiting(BankEntry entry)
    {
        var kind = entry.Method switch { "sim.quick" => PayActionKind.EnterCode, "sim.capture" => PayActionKind.Redirect, _ => PayActionKind.QrCode };
        var result = ChannelResult.Pending(new PayAction(kind, entry.Number, ExpiresAt: entry.ExpiresAt), entry.ExpiresAt) with { NextQueryAt = AskAt() };
        return entry.Method == "sim.capture" ? result with { ReadyToContinue = entry.IsApproved } : result;
    }

    // When it wants to be asked again; now and then at a time that is none.
    private DateTimeOffset? AskAt() => !faults.Draws(FaultKind.OddTimes, draw) ? null : world.Now + draw.Below(4) switch
    {
        0 => -draw.Between(0, 3600),
        1 => draw.Between(0, 1),
        2 => draw.Between(1, 120),
        _ => TimeSpan.FromDays(300),
    };

    private QueryResult Status(BankEntry entry, EntryStatus status) => status switch
    {
        EntryStatus.Paid => new() { Status = AttemptStatus.Paid, Captured = Money(entry.Captured), ChannelTransactionId = entry.TransactionId, PaidAt = entry.PaidAt },
        EntryStatus.Reversed => new() { Status = AttemptStatus.Reversed, Captured = Money(entry.Captured), ChannelTransactionId = entry.TransactionId },
        EntryStatus.Declined => new() { Status = AttemptStatus.Declined, Fault = new(FaultStage.Answered, entry.RefusedBy, "refused", "refused") },
        EntryStatus.Pending when status != entry.Status || !entry.IsOver(world.Now) => new()
        {
            Status = AttemptStatus.Pending,
            PayableUntil = entry.ExpiresAt,
            NextQueryAt = AskAt(),
            MustClose = entry.MustClose,
            ReadyToContinue = entry.IsApproved,
            Fault = entry.MustClose ? new(FaultStage.Answered, FaultBlame.Channel, "busy", "busy") : null,
        },
        _ => new() { Status = AttemptStatus.Closed },
    };

    private static CloseResult Reversed(BankEntry entry) =>
        new() { Outcome = CloseOutcome.Reversed, Reversed = Money(entry.Captured), ChannelTransactionId = entry.TransactionId };

    private static RefundResult Answer(BankRefund refund) => refund.Status switch
    {
        BankRefundStatus.Succeeded => RefundResult.Succeeded("rf" + refund.Number, refund.Amount),
        BankRefundStatus.Failed => Failed(),
        _ => RefundResult.Of(RefundOutcome.Processing),
    };

    private static RefundResult Failed() => RefundResult.Of(RefundOutcome.Failed, new(FaultStage.Answered, FaultBlame.Request, "refused", "refused"));

    private static Money Money(long minor) => new(minor, Currency.CNY);
}
