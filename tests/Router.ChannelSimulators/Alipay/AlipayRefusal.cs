namespace Router.ChannelSimulators.Alipay;

/// <summary>A call that Alipay does not carry out.</summary>
internal sealed class AlipayRefusal(string code, string subCode) : Exception(subCode)
{
    public string Code { get; } = code;

    public string SubCode { get; } = subCode;

    public static AlipayRefusal Business(string subCode) => new("40004", subCode);

    public static AlipayRefusal Invalid(string subCode) => new("40002", subCode);

    public static AlipayRefusal Missing(string subCode) => new("40001", subCode);
}
