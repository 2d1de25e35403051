using Router.Abstractions;

namespace Router.TestKit.Compliance.Bench;

/// <summary>One refund, with what the engine would have stored of it.</summary>
internal sealed class RefundWork(PaidAttempt paid, RefundRequest request)
{
    private readonly RefundRequest _stored = request;

    public PaidAttempt Paid { get; } = paid;

    public RefundRequest Request { get; set; } = request;

    public string Number => Request.RefundNumber;

    public RefundWork AsStored() => new(Paid, _stored);
}
