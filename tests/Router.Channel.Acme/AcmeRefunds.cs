using Router.Abstractions;

namespace Router.Channel.Acme;

/// <summary>Refunds go by our own number, so that asking twice is one refund.</summary>
internal sealed class AcmeRefunds(AcmeWire wire)
{
    public async Task<RefundResult> RefundAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        var body = AcmeOrder.Write(writer =>
        {
            writer.WriteString("merchant", wire.MerchantId);
            writer.WriteString("order", request.AttemptNumber);
            writer.WriteString("refund", request.RefundNumber);
            writer.WriteString("amount", request.Amount.ToMajorText());
            writer.WriteString("currency", request.Amount.Currency.Code);
            writer.WriteNumber("created", request.RequestTime.ToUnixTimeSeconds());
            if (request.Reason is { } reason) writer.WriteString("reason", reason);
        });
        return ToRefund(await wire.PostAsync("/refunds", body, cancellationToken), request.RefundNumber);
    }

    public async Task<RefundResult> QueryAsync(RefundRequest request, CancellationToken cancellationToken)
    {
        var answer = await wire.GetAsync($"/refunds/{request.RefundNumber}", cancellationToken);
        return answer.Reach switch
        {
            AcmeReach.Answered => ToRefund(answer, request.RefundNumber),
            AcmeReach.Refused when answer.Code == ErrorTable.NotFound => RefundResult.Of(RefundOutcome.NotFound),
            _ => RefundResult.Of(RefundOutcome.Unknown, answer.Fault()),
        };
    }

    /// <summary>What an authentic answer or notification says of a refund.</summary>
    public static RefundResult ToRefund(AcmeAnswer answer, string number)
    {
        switch (answer.Reach)
        {
            case AcmeReach.NotSent:
                return RefundResult.Of(RefundOutcome.NotSent, answer.Fault(FaultBlame.Network));
            case AcmeReach.Silent:
                return RefundResult.Of(RefundOutcome.Unknown, answer.Fault());
            case AcmeReach.Refused:
                return RefundResult.Of(ErrorTable.Refund(answer.Code), answer.Fault(ErrorTable.RefundBlame(answer.Code)));
        }

        if (answer.Text("refund") != number) return RefundResult.Unknown("other_refund", "The answer is about another refund.");
        return answer.Text("refund_status") switch
        {
            "done" when answer.Amount() is { } amount => RefundResult.Succeeded(answer.Text("id"), amount, answer.Time("refunded_at")),
            "working" => RefundResult.Of(RefundOutcome.Processing),
            _ => RefundResult.Unknown("status", "The refund's status or amount cannot be read."),
        };
    }
}
