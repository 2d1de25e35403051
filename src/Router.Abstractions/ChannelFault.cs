namespace Router.Abstractions;

/// <summary>How far a call had come when it went wrong.</summary>
public enum FaultStage
{
    /// <summary>No byte of the request can have reached the channel: the connection was refused, the name did not resolve, signing failed.</summary>
    BeforeSend,

    /// <summary>Something may have reached the channel and no authenticated answer came back.</summary>
    AfterSend,

    /// <summary>The channel's authenticated answer says so.</summary>
    Answered,
}

/// <summary>Whose doing a fault is. It decides whether another candidate may be tried and whose health is touched.</summary>
public enum FaultBlame
{
    /// <summary>The buyer: balance, limit, wrong code, cancelled.</summary>
    Payer,

    /// <summary>This request: a parameter, an amount, a number used.</summary>
    Request,

    /// <summary>The channel itself: down, overloaded, a bank behind it down, "too frequent".</summary>
    Channel,

    /// <summary>The way to the channel.</summary>
    Network,

    /// <summary>Our side: signature, permission, certificate, account closed.</summary>
    Us,
}

/// <summary>Why a call did not simply succeed.</summary>
/// <param name="Stage">How far the call had come.</param>
/// <param name="Blame">Whose doing it is.</param>
/// <param name="RawCode">The channel's own code, unchanged; at most 64 characters are kept.</param>
/// <param name="RawMessage">The channel's own message, without secrets or card numbers; at most 256 characters are kept.</param>
/// <param name="RetryAfter">How long the channel asks to be left alone ("429", "too frequent"); null where it did not ask.</param>
public sealed record ChannelFault(FaultStage Stage, FaultBlame Blame, string RawCode, string RawMessage, TimeSpan? RetryAfter = null);
