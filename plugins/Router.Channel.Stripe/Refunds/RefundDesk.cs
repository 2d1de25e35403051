using System.Globalization;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Stripe.Amounts;
using Router.Channel.Stripe.Intents;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Refunds;

/// <summary>Refunds a payment and finds its refunds.</summary>
internal sealed class RefundDesk(StripeClient client, IChannelHost host)
{
    // A payment with more refunds than this is none that we made.
    private const int PagesMax = 10;

    public async Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        if (!StripeAmount.TryWrite(request.Amount, out var amount))
            return RefundResult.Of(RefundOutcome.NotSent, new(FaultStage.BeforeSend, FaultBlame.Request, "not-sendable", $"Stripe cannot give back {request.Amount} exactly."));
        var memo = RefundMemo.Read(request.State);
        if (memo.RefundId is { } known) return await GetAsync(known, request, cancellationToken).ConfigureAwait(false);
        // A key that Stripe may have forgotten, or a new one, does not protect from an earlier send: look first, send only what is not there.
        if (memo.Tries > 0 || !Keys.AreKept(request.RequestTime, host.Time.GetUtcNow()))
        {
            var (before, _) = await FindAsync(request, cancellationToken).ConfigureAwait(false);
            if (before.Outcome != RefundOutcome.NotFound) return before;
        }

        var form = new FormBody()
            .Add("payment_intent", request.ChannelTransactionId)
            .Add("amount", amount.ToString(CultureInfo.InvariantCulture))
            .Add("reason", "requested_by_customer")
            .Add("metadata[refund]", request.RefundNumber)
            .Add("metadata[attempt]", request.AttemptNumber)
            .AddIf("metadata[reason]", request.Reason is { Length: > 0 } reason ? reason : null)
            .ToString();
        var reply = await client.PostAsync("/v1/refunds", form, Keys.Refund(request.RefundNumber, memo.Tries), cancellationToken).ConfigureAwait(false);
        if (reply.Failure is { } failure) return RefundResult.Of(reply.WasNotSent ? RefundOutcome.NotSent : RefundOutcome.Unknown, failure);
        if (reply.Error is { } error) return await RefusedAsync(error, memo, request, cancellationToken).ConfigureAwait(false);
        return Checked(reply.Body!.Value, request);
    }

    public async Task<RefundResult> QueryAsync(RefundRequest request, CancellationToken cancellationToken) =>
        RefundMemo.Read(request.State).RefundId is { } id
            ? await GetAsync(id, request, cancellationToken).ConfigureAwait(false)
            : (await FindAsync(request, cancellationToken).ConfigureAwait(false)).Result;

    private async Task<RefundResult> RefusedAsync(StripeError error, RefundMemo memo, RefundRequest request, CancellationToken cancellationToken)
    {
        var (meaning, blame) = ErrorTable.Read(error);
        // No payer's funds matter to a refund: here the same code speaks of our balance.
        if (error.Code == "insufficient_funds") (meaning, blame) = (ErrorMeaning.BalanceTooLow, FaultBlame.Us);
        var fault = error.Fault(blame);
        switch (meaning)
        {
            case ErrorMeaning.TooFrequent:
            case ErrorMeaning.Refused when blame == FaultBlame.Us:
                return RefundResult.Of(RefundOutcome.RetryLater, fault);
            case ErrorMeaning.BalanceTooLow:
                return RefundResult.Of(RefundOutcome.RetryLater, fault) with { State = memo.Next().ToState() };
            // Stripe forgets no payment: the key is another account's, and what was sent under the right one is not known here.
            case ErrorMeaning.Missing:
                return RefundResult.Of(RefundOutcome.Unknown, fault with { Blame = FaultBlame.Us });
            case ErrorMeaning.Refused or ErrorMeaning.NothingLeft:
                // An earlier send of ours may be what took the last of it: only its absence proves that this one failed.
                var (found, given) = await FindAsync(request, cancellationToken).ConfigureAwait(false);
                if (found.Outcome != RefundOutcome.NotFound) return found;
                // Stripe tells both "more than is left" and "your balance is too low" without a code: the sums tell which it was.
                if (error.Code is null && given + request.Amount.Minor <= request.Captured.Minor)
                    return RefundResult.Of(RefundOutcome.RetryLater, fault with { Blame = FaultBlame.Us }) with { State = memo.Next().ToState() };
                return RefundResult.Of(RefundOutcome.Failed, fault);
            default:
                return RefundResult.Of(RefundOutcome.Unknown, fault);
        }
    }

    private async Task<RefundResult> GetAsync(string id, RefundRequest request, CancellationToken cancellationToken)
    {
        var reply = await client.GetAsync($"/v1/refunds/{Uri.EscapeDataString(id)}", cancellationToken).ConfigureAwait(false);
        if (reply.Failure is { } failure) return RefundResult.Of(RefundOutcome.Unknown, failure);
        if (reply.Error is { } error) return RefundResult.Of(RefundOutcome.Unknown, error.Fault(ErrorTable.Read(error).Blame));
        return Checked(reply.Body!.Value, request);
    }

    // Lists are complete at once, unlike searches; a payment's refunds are few. With NotFound comes what all its refunds give back.
    private async Task<(RefundResult Result, Int128 Given)> FindAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        Int128 given = 0;
        var after = "";
        for (var page = 0; page < PagesMax; page++)
        {
            var reply = await client.GetAsync(
                $"/v1/refunds?payment_intent={Uri.EscapeDataString(request.ChannelTransactionId)}&limit=100{after}", cancellationToken).ConfigureAwait(false);
            if (reply.Failure is { } failure) return (RefundResult.Of(RefundOutcome.Unknown, failure), 0);
            if (reply.Error is { } error) return (RefundResult.Of(RefundOutcome.Unknown, error.Fault(ErrorTable.Read(error).Blame)), 0);
            var body = reply.Body!.Value;
            if (body.Array("data") is not { } data || body.Switch("has_more") is not { } hasMore)
                return (RefundResult.Unknown("not-a-list", "The answer is no list of refunds."), 0);
            string? last = null;
            foreach (var item in data.EnumerateArray())
            {
                last = item.Text("id");
                if (RefundView.Read(item)?.RefundNumber == request.RefundNumber) return (Checked(item, request), 0);
                given += GivenBy(item, request.Amount.Currency);
            }

            if (!hasMore) return (RefundResult.Of(RefundOutcome.NotFound), given);
            if (last is null) return (RefundResult.Unknown("not-a-list", "The list says that it goes on and does not."), 0);
            after = "&starting_after=" + Uri.EscapeDataString(last);
        }

        return (RefundResult.Unknown("too-many", "The payment has more refunds than can be looked through."), 0);
    }

    private static long GivenBy(JsonElement refund, Currency currency) =>
        StatusTable.Refund(refund.Text("status")) is not (RefundOutcome.Failed or RefundOutcome.Closed)
        && refund.Whole("amount") is { } amount && StripeAmount.TryRead(amount, refund.Text("currency"), out var money) && money.Currency == currency
            ? money.Minor
            : 0;

    private static RefundResult Checked(JsonElement body, RefundRequest request)
    {
        if (RefundView.Read(body) is not { } refund) return RefundResult.Unknown("not-a-refund", "The answer is no refund with numbers of ours.");
        if (refund.RefundNumber != request.RefundNumber || refund.AttemptNumber != request.AttemptNumber
            || (refund.PaymentIntentId is { } payment && payment != request.ChannelTransactionId))
            return RefundResult.Unknown("other-refund", "The answer is about another refund.");
        return refund.Amount == request.Amount
            ? refund.ToResult()
            : RefundResult.Unknown("other-amount", $"The refund is over {refund.Amount}, not {request.Amount}.");
    }
}
