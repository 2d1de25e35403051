namespace Router.Channel.Alipay.Calls;

/// <summary>One call: the method, its business parameters as JSON, and the time that stands in it.</summary>
internal sealed record ApiCall(string Method, string Biz, DateTimeOffset Time)
{
    public Uri? NotifyUrl { get; init; }

    public Uri? ReturnUrl { get; init; }

    /// <summary>The member of the answer that holds the result.</summary>
    public string Node => Method.Replace('.', '_') + "_response";
}
