using System.Text.Json;
using Router.Abstractions;

namespace Router.Channel.Stripe.Wire;

/// <summary>What came of one request: exactly one of an object, an error of Stripe's, or a failure that proves nothing.</summary>
internal sealed record StripeReply
{
    /// <summary>The object, for 200.</summary>
    public JsonElement? Body { get; private init; }

    /// <summary>Stripe's own refusal.</summary>
    public StripeError? Error { get; private init; }

    /// <summary>No believable answer; BeforeSend where nothing can have left.</summary>
    public ChannelFault? Failure { get; private init; }

    public bool WasNotSent => Failure?.Stage == FaultStage.BeforeSend;

    public static StripeReply Of(JsonElement body) => new() { Body = body };

    public static StripeReply Of(StripeError error) => new() { Error = error };

    public static StripeReply NotSent(string code, string message) =>
        new() { Failure = new(FaultStage.BeforeSend, FaultBlame.Network, code, message) };

    public static StripeReply Lost(string code, string message, FaultBlame blame = FaultBlame.Channel) =>
        new() { Failure = new(FaultStage.AfterSend, blame, code, message) };
}
