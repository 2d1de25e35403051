using Router.Abstractions;

namespace Router.TestKit.Tests.Planting;

/// <summary>Mistakes about paying, asking and closing.</summary>
internal static class PayMistakes
{
    private const string PayFaults = "a pay says only what is proved, whatever the wire does";
    private const string Twice = "an attempt number sent twice is one charge and the same bytes";

    public static IEnumerable<Mistake> All =>
    [
        new("a time-out is Declined", PayFaults)
        {
            In = c => c.Paid = r => r.Fault is { RawCode: "connection_lost" } ? ChannelResult.Declined(FaultBlame.Channel, "TIMEOUT", "No answer") : r,
        },
        new("garbage is Succeeded", PayFaults)
        {
            In = c => c.Paid = r => r.Fault is { RawCode: "http_200" } ? ChannelResult.Succeeded("T1", new(29_000, Currency.CNY)) : r,
        },
        new("an unlisted code is Declined", PayFaults)
        {
            In = c => c.Paid = r => r is { Outcome: PayOutcome.Unknown, Fault.Stage: FaultStage.Answered } ? ChannelResult.Declined(FaultBlame.Channel, r.Fault.RawCode, "") : r,
        },
        new("NotSent after the request was sent", PayFaults)
        {
            In = c => c.Paid = r => r is { Outcome: PayOutcome.Unknown, Fault.Stage: FaultStage.AfterSend } ? ChannelResult.NotSent(FaultBlame.Network, r.Fault.RawCode, "") : r,
        },
        new("an answer for another order is believed", PayFaults)
        {
            In = c => c.Paid = r => r.Fault is { RawCode: "other_order" } ? ChannelResult.Pending(new(PayActionKind.Redirect, "https://acme.example/1")) : r,
        },
        new("a redirect is followed", PayFaults) { Around = h => h.Http = new(new FollowRedirects(h.Http)) },
        new("a refused connection is Unknown", "a pay or refund whose connection is refused is NotSent")
        {
            In = c => c.Paid = r => r.Outcome == PayOutcome.NotSent ? ChannelResult.Unknown(FaultStage.AfterSend, r.Fault!.RawCode, "") : r,
        },
        new("a new number on a repeat", Twice)
        {
            In = c => c.Paying = r => c.Shared.TryAdd(r.AttemptNumber, c) ? r : r with { AttemptNumber = r.AttemptNumber[..^1] + "X" },
        },
        new("the clock in the request", Twice) { In = c => c.Paying = r => r with { RequestTime = c.Host.Time.GetUtcNow() } },
        new("amounts by double", "amounts are exact in every currency, from the least to the greatest")
        {
            In = c => c.Queried = (_, r) => r.Captured is { } m ? r with { Captured = m with { Minor = (long)(m.Minor / Math.Pow(10, m.Currency.Exponent) * Math.Pow(10, m.Currency.Exponent)) } } : r,
        },
        new("the order number for the transaction id", "a paid attempt is Paid with the provider's amount and id, and captured once")
        {
            In = c => c.Queried = (q, r) => r.Status == AttemptStatus.Paid ? r with { ChannelTransactionId = q.AttemptNumber } : r,
        },
        new("no expiry on the action", "an action fits its presentation and ends with the payment")
        {
            In = c => c.Paid = r => r.Action is { } action ? r with { Action = action with { ExpiresAt = null } } : r,
        },
        new("a QR code for a page", "an action fits its presentation and ends with the payment")
        {
            In = c => c.Paid = r => r.Action is { } action ? r with { Action = action with { Kind = PayActionKind.QrCode } } : r,
        },
        new("\"too frequent\" is our fault", "a pay that the provider refuses says whose doing it is")
        {
            In = c => c.Paid = r => r.Fault is { RawCode: "TOO_FREQUENT" } ? ChannelResult.Declined(FaultBlame.Us, "TOO_FREQUENT", "") : r,
        },
        new("a lost answer to a continuation is Declined", "a continuation says only what is proved, and taken twice it is one charge")
        {
            In = c => c.Continued = r => r.Outcome == PayOutcome.Unknown ? ChannelResult.Declined(FaultBlame.Channel, "TIMEOUT", "") : r,
        },
        new("a number that is not there is Closed", "a number that was never sent is NotFound")
        {
            In = c => c.Queried = (_, r) => r.Status == AttemptStatus.NotFound ? r with { Status = AttemptStatus.Closed } : r,
        },
        new("a failed query is NotFound", "a query says only what is proved, whatever the wire does")
        {
            In = c => c.Queried = (_, r) => r.Status == AttemptStatus.Unknown ? new() { Status = AttemptStatus.NotFound } : r,
        },
        new("a query that could not be sent is NotFound", "a query or close whose connection is refused is Unknown")
        {
            In = c => c.Queried = (_, r) => r.Fault is { Stage: FaultStage.BeforeSend } ? new() { Status = AttemptStatus.NotFound } : r,
        },
        new("another account is asked where ours knows nothing", "an attempt of another account is not seen")
        {
            In = c =>
            {
                c.Shared[c.Account.Id] = c.Good;
                c.Queried = (q, r) => r.Status == AttemptStatus.NotFound && c.Shared.TryGetValue("acme-other", out var other) ? ((IChannel)other).QueryAsync(q, CancellationToken.None).GetAwaiter().GetResult() : r;
            },
        },
        new("a lost answer to a void is Closed", "an authorisation and a void say only what is proved, whatever the wire does")
        {
            In = c => c.Voiding = async (q, token) => await ((IPreAuthorization)c.Good).VoidAsync(q, token) is { Outcome: not CloseOutcome.Unknown } r ? r : CloseResult.Of(CloseOutcome.Closed),
        },
        new("a failed close is Closed", "a close says only what is proved, whatever the wire does")
        {
            In = c => c.Closed = r => r.Outcome == CloseOutcome.Unknown ? CloseResult.Of(CloseOutcome.Closed) : r,
        },
        new("a paid attempt is Closed", "a close of a paid attempt says AlreadyPaid, or Reversed where the money goes back")
        {
            In = c => c.Closed = r => r.Outcome == CloseOutcome.AlreadyPaid ? CloseResult.Of(CloseOutcome.Closed) : r,
        },
        new("an unpaid attempt is Closed without a request", "a close of an unpaid attempt ends it, or says truthfully that it does not")
        {
            In = c => c.Closing = (_, _) => Task.FromResult(CloseResult.Of(CloseOutcome.Closed)),
        },
        new("the expiry is not sent", "an action that says when it ends cannot be paid afterwards")
        {
            In = c =>
            {
                c.Paying = r => r with { ExpiresAt = r.ExpiresAt.AddHours(2) };
                c.Paid = r => r.Action is { } action ? r with { Action = action with { ExpiresAt = action.ExpiresAt!.Value.AddHours(-2) } } : r;
            },
        },
        new("a refused buyer's attempt is Declined", "a buyer who is refused has paid nothing, and no word of it is more than the truth")
        {
            In = c => c.Queried = (_, r) => r.Status == AttemptStatus.Pending ? new() { Status = AttemptStatus.Declined, Fault = new(FaultStage.Answered, FaultBlame.Payer, "REFUSED", "") } : r,
        },
        new("the whole is captured in place of a part", "a held amount is captured in part or whole, and once under one number") { In = c => c.Capturing = r => r with { Amount = r.Original.Amount } },
        new("a lost answer to a capture is Declined", "a capture of a held amount says only what is proved, whatever the wire does")
        {
            In = c => c.Captured = r => r.Outcome == PayOutcome.Unknown ? ChannelResult.Declined(FaultBlame.Channel, "TIMEOUT", "") : r,
        },
        new("a void that is not sent", "a held amount that is let go cannot be captured")
        {
            In = c => c.Voiding = (_, _) => Task.FromResult(CloseResult.Of(CloseOutcome.Closed)),
        },
        new("Declined for what the manifest does not have", "what the manifest does not declare is Unsupported and sends nothing")
        {
            In = c => c.Continued = r => r.Outcome == PayOutcome.Unsupported ? ChannelResult.Declined(FaultBlame.Us, "NO", "") : r,
        },
        new("a description that is escaped and not signed so", "whatever a description says, it is signed and sent right") { Around = h => h.Http = new(new LoseSigns(h.Http)) },
        new("a payer taken for granted", "a request without what it need not have is sent, or refused as a bad request")
        {
            In = c => c.Paying = r => r with { Description = r.Description + r.Payer!.IpAddress },
        },
        new("a probe that always is well", "a probe tells a channel that is well from one that is not, and moves nothing") { In = c => c.Probed = _ => null },
        new("an answer is read to its end", "an answer without end is not read without end") { Around = h => h.Http = new(new ReadToTheEnd(h.Http)) },
        new("a query that is Unsupported", "what the manifest declares is never Unsupported") { In = c => c.Queried = (_, _) => new() { Status = AttemptStatus.Unsupported } },
        new("a manifest of the code's own", "the folder passes the loader's checks, and its plugin.json is the plugin's own manifest") { Of = m => m with { TimeZone = "Asia/Seoul" } },
        new("a role without its operation", "the channel has the roles of the operations that the manifest declares")
        {
            Of = m => m with { Methods = [.. m.Methods.Select(method => method with { Operations = [.. method.Operations.Where(o => o != ChannelOperation.Continue)] })] },
        },
    ];

    private sealed class FollowRedirects(HttpClient inner) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await inner.SendAsync(Copy(request), cancellationToken);
            return response.Headers.Location is { } location ? await inner.GetAsync(location, cancellationToken) : response;
        }
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
        foreach (var header in request.Headers) copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return copy;
    }

    private sealed class LoseSigns(HttpClient inner) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var copy = Copy(request);
            if (request.Content is { } content)
            {
                var text = await content.ReadAsStringAsync(cancellationToken);
                copy.Content = new StringContent(text.Replace("]]>", "", StringComparison.Ordinal).Replace("]]\\u003E", "", StringComparison.Ordinal));
            }

            return await inner.SendAsync(copy, cancellationToken);
        }
    }

    private sealed class ReadToTheEnd(HttpClient inner) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            inner.SendAsync(Copy(request), HttpCompletionOption.ResponseContentRead, cancellationToken);
    }
}
