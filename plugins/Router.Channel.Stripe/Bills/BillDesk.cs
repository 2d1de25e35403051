using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Stripe.Intents;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Bills;

/// <summary>A day's bill: the balance transactions created on it (UTC), page by page.</summary>
/// <remarks>https://docs.stripe.com/api/balance_transactions/list and https://docs.stripe.com/api/pagination.</remarks>
internal sealed class BillDesk(StripeClient client, TimeProvider time)
{
    // A million lines a day is where reports take over.
    private const int PagesMax = 10_000;
    private static readonly TimeSpan s_settling = TimeSpan.FromMinutes(5);

    public async Task<BillResult> BillAsync(BillRequest request, CancellationToken cancellationToken)
    {
        var from = new DateTimeOffset(request.Date, TimeOnly.MinValue, TimeSpan.Zero);
        var to = from.AddDays(1);
        var wait = to + s_settling - time.GetUtcNow();
        if (wait > TimeSpan.Zero) return new() { Status = BillStatus.NotReady, RetryAfter = wait };
        var first = await FetchAsync(from, to, null, cancellationToken).ConfigureAwait(false);
        return first.Fault is null
            ? new() { Status = BillStatus.Ready, Lines = ReadAsync(first, from, to, CancellationToken.None) }
            : new() { Status = BillStatus.Unknown, Fault = first.Fault };
    }

    // Reading outlives the call: its token is the reader's.
    private async IAsyncEnumerable<BillLine> ReadAsync(
        BillPage page, DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var count = 1; ; count++)
        {
            string? last = null;
            foreach (var item in page.Items)
            {
                last = item.Text("id") ?? throw new InvalidDataException("A balance transaction has no id.");
                if (!seen.Add(last)) throw new InvalidDataException($"Balance transaction {last} comes twice.");
                yield return BalanceTransaction.Read(item, from, to);
            }

            if (!page.HasMore) yield break;
            if (last is null) throw new InvalidDataException("A page says that more follow and is empty.");
            if (count == PagesMax) throw new InvalidDataException($"The day has more than {PagesMax} pages.");
            page = await FetchAsync(from, to, last, cancellationToken).ConfigureAwait(false);
            if (page.Fault is { } fault) throw new InvalidDataException($"A page of the bill could not be had: {fault.RawCode} {fault.RawMessage}");
        }
    }

    private async Task<BillPage> FetchAsync(DateTimeOffset from, DateTimeOffset to, string? after, CancellationToken cancellationToken)
    {
        var target = string.Create(
            CultureInfo.InvariantCulture,
            $"/v1/balance_transactions?created[gte]={from.ToUnixTimeSeconds()}&created[lt]={to.ToUnixTimeSeconds()}&limit=100&expand[0]=data.source");
        if (after is not null) target += "&starting_after=" + Uri.EscapeDataString(after);
        var reply = await client.ListAsync(target, cancellationToken).ConfigureAwait(false);
        if (reply.Failure is { } failure) return new([], false, failure);
        if (reply.Error is { } error) return new([], false, error.Fault(ErrorTable.Read(error).Blame));
        var body = reply.Body!.Value;
        return body.Text("object") == "list" && body.Array("data") is { } data && body.Switch("has_more") is { } hasMore
            ? new([.. data.EnumerateArray()], hasMore, null)
            : new([], false, new(FaultStage.AfterSend, FaultBlame.Channel, "not-a-list", "The answer is no list of balance transactions."));
    }

    private sealed record BillPage(IReadOnlyList<JsonElement> Items, bool HasMore, ChannelFault? Fault);
}
