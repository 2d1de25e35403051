using Router.Abstractions;
using Router.Core.Orders;

namespace Router.Core.Payments;

/// <summary>Makes requests to a channel from what is stored, so that asking again sends the same bytes.</summary>
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
        Payer = order.Terms.Payer,
        Instrument = order.Terms.Instrument,
        AuthCode = order.Terms.AuthCode,
        AgreementId = order.Terms.AgreementId,
        Extra = order.Terms.Extra,
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
