using Router.Abstractions;
using Router.Core.Channels;
using Router.Core.Payments;

namespace Router.Core.Bills;

/// <summary>A day's bill, or why there is none.</summary>
/// <param name="Lines">All lines; null with an error.</param>
/// <param name="Error">Why there is none; null with lines.</param>
public sealed record BillAnswer(IReadOnlyList<BillLine>? Lines, RouterError? Error);

/// <summary>Fetches bills. Thread-safe.</summary>
public interface IBills
{
    /// <param name="accountId">The merchant account; a retired one too.</param>
    /// <param name="date">The day in the channel's zone, before today.</param>
    Task<BillAnswer> FetchAsync(string accountId, DateOnly date);
}

public sealed class BillFetcher(ISnapshotSource snapshots, OperationCaller caller, TimeProvider time) : IBills
{
    /// <summary>A bill with more lines is refused rather than held in memory.</summary>
    public const int MaxLines = 1_000_000;

    /// <summary>The same for what its texts hold together.</summary>
    public const long MaxLetters = 256_000_000;
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2);

    public async Task<BillAnswer> FetchAsync(string accountId, DateOnly date)
    {
        var catalog = snapshots.Current.Catalog;
        if (catalog.FindAccount(accountId) is not { } account) return new(null, RouterError.AccountNotFound(accountId));
        if (date > DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddDays(1)))
            return new(null, RouterError.Invalid("date", "date lies in the future; bills are made for days that have ended."));
        if (catalog.FindChannel(account.ChannelId) is { Bills: null } channel)
            return new(null, RouterError.Unsupported($"Channel {channel.Id} has no bills."));
        var end = await caller.CallAsync(
            account, Operation.Bill, time.GetUtcNow() + s_timeout, (lease, token) => ReadAsync(lease, date, token),
            answer => answer.Error?.Code != RouterError.ChannelUnavailable("").Code);
        return end.HasReturned ? end.Answer! : new(null, RouterError.ChannelUnavailable(end.Why));
    }

    private static async Task<BillAnswer> ReadAsync(IChannelLease lease, DateOnly date, CancellationToken cancellationToken)
    {
        var bill = await lease.Channel.BillAsync(new(date), cancellationToken);
        switch (bill?.Status)
        {
            case BillStatus.Ready when bill.Lines is not null:
                var lines = new List<BillLine>();
                var letters = 0L;
                await foreach (var line in bill.Lines.WithCancellation(cancellationToken))
                {
                    if (lines.Count == MaxLines) return new(null, RouterError.ChannelUnavailable($"the bill has more than {MaxLines} lines"));
                    if (line is null) throw new BrokenContractException("the bill has a line that is null");
                    letters += Letters(line);
                    if (letters > MaxLetters) return new(null, RouterError.ChannelUnavailable($"the bill has more than {MaxLetters} letters"));
                    lines.Add(AnswerCheck.Kept(line));
                }

                return new(lines, null);
            case BillStatus.NotReady:
                return new(null, RouterError.BillNotReady($"The bill of {date:yyyy-MM-dd} is not ready; ask again in {bill.RetryAfter ?? TimeSpan.FromHours(1)}."));
            case BillStatus.Unsupported:
                return new(null, RouterError.Unsupported("The channel has no bills."));
            case null:
                throw new BrokenContractException("it answered null");
            default:
                if (!Enum.IsDefined(bill.Status) || bill.Status == BillStatus.Ready) throw new BrokenContractException("a bill of no known status, or ready without lines");
                return new(null, RouterError.ChannelUnavailable(bill.Fault?.RawMessage ?? "the bill could not be read"));
        }
    }

    private static int Letters(BillLine line) =>
        (line.AttemptNumber?.Length ?? 0) + (line.RefundNumber?.Length ?? 0) + (line.ChannelTransactionId?.Length ?? 0) + (line.RawStatus?.Length ?? 0);
}
