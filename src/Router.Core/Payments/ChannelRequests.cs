using System.Collections.ObjectModel;
using Router.Abstractions;
using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>
/// Makes requests to a channel from what is stored, so that asking again sends the same bytes. A plugin gets copies: what it does to them
/// changes no order.
/// </summary>
public static class ChannelRequests
{
    public static PayRequest Pay(PaymentOrder order, Attempt attempt) => new()
    {
        AttemptNumber = attempt.Number,
        Method = attempt.Method,
        Amount = attempt.SentAmount,
        RequestTime = attempt.RequestTime,
        ExpiresAt = attempt.ExpiresAt,
        State = attempt.ChannelState,
        Description = order.Terms.Description,
        NotifyUrl = attempt.NotifyUrl,
        ReturnUrl = order.Terms.ReturnUrl,
        Payer = order.Terms.Payer is { } payer ? payer with { } : null,
        Instrument = order.Terms.Instrument is { } instrument ? instrument with { } : null,
        AuthCode = order.Terms.AuthCode,
        AgreementId = order.Terms.AgreementId,
        Extra = order.Terms.Extra is { } extra ? new ReadOnlyDictionary<string, string>(new SortedDictionary<string, string>(extra.ToDictionary(), StringComparer.Ordinal)) : null,
    };

    public static QueryRequest Query(PaymentOrder order, Attempt attempt) => new()
    {
        AttemptNumber = attempt.Number,
        Method = attempt.Method,
        Amount = attempt.SentAmount,
        RequestTime = attempt.RequestTime,
        State = attempt.ChannelState,
        Original = Pay(order, attempt),
    };

    public static CloseRequest Close(Attempt attempt) => new()
    {
        AttemptNumber = attempt.Number,
        Method = attempt.Method,
        Amount = attempt.SentAmount,
        RequestTime = attempt.RequestTime,
        State = attempt.ChannelState,
    };

    public static ContinueRequest Continue(PaymentOrder order, Attempt attempt, Continuation step) => new()
    {
        Original = Pay(order, attempt),
        ContinuationKey = step.Key,
        State = attempt.ChannelState,
        Code = step.Code,
    };
}
