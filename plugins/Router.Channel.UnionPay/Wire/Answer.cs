namespace Router.Channel.UnionPay.Wire;

/// <summary>An answer or notification whose signature was verified.</summary>
internal sealed class Answer(IReadOnlyDictionary<string, string> fields)
{
    /// <summary>A field; empty where it is missing.</summary>
    public string this[string name] => fields.GetValueOrDefault(name, "");

    public string Code => this["respCode"];

    public string Message => this["respMsg"];

    /// <summary>Whether it speaks of that very transaction: merchant, number and time together name one.</summary>
    public bool IsAbout(string merchantId, string orderId, string txnTime) =>
        this["merId"] == merchantId && this["orderId"] == orderId && this["txnTime"] == txnTime;
}
