namespace Router.ChannelSimulators.Stripe;

// An error as the provider words it.
internal sealed record SimError(int Status, string Type, string? Code, string Message, string? DeclineCode = null, string? Param = null)
{
    // Refusals from before an endpoint begins its work are not remembered under an idempotency key.
    public bool IsRemembered { get; init; } = true;

    public SimIntent? Intent { get; init; }

    public static SimError Invalid(string code, string param, string message) => new(400, "invalid_request_error", code, message, Param: param) { IsRemembered = false };
}
