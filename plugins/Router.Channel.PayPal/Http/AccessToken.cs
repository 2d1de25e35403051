using Router.Abstractions;

namespace Router.Channel.PayPal.Http;

/// <summary>A token, or why there is none. The token is a secret.</summary>
internal sealed record AccessToken(string Value, DateTimeOffset GoodUntil, ChannelFault? Trouble)
{
    public static AccessToken None(ChannelFault trouble) => new("", default, trouble);

    public override string ToString() => Trouble is null ? "an access token" : $"no access token: {Trouble.RawCode}";
}
