using Router.Abstractions;

namespace Router.TestKit.Compliance.Bench;

/// <summary>One attempt, with what the engine would have stored of it.</summary>
internal sealed class Attempt(MethodManifest method, PayRequest request)
{
    private readonly PayRequest _stored = request;

    public MethodManifest Method { get; } = method;

    /// <summary>The request with the newest state.</summary>
    public PayRequest Request { get; private set; } = request;

    public PayAction? Action { get; private set; }

    public string Number => Request.AttemptNumber;

    public Money Amount => Request.Amount;

    public void Learn(ChannelState? state, PayAction? action = null)
    {
        if (state is not null) Request = Request with { State = state };
        Action = action ?? Action;
    }

    /// <summary>The same attempt as it was stored before it was sent: what a process that died in between would send again.</summary>
    public Attempt AsStored() => new(Method, _stored);
}
