namespace Router.AspNetCore.Views;

/// <summary>Problem details (RFC 9457) with the engine's code, the first wrong field, and the payment it is about.</summary>
internal sealed record ProblemView
{
    public string Type { get; init; } = "about:blank";
    public required string Title { get; init; }
    public required int Status { get; init; }
    public required string Detail { get; init; }
    public required string Code { get; init; }
    public required string Message { get; init; }
    public string? Field { get; init; }
    public string? PaymentId { get; init; }
    public string? State { get; init; }

    /// <summary>Until when the payment can still be paid, and how: a change of method that was refused leaves them as they were.</summary>
    public DateTimeOffset? PayableUntil { get; init; }
    public ActionView? Action { get; init; }
}
