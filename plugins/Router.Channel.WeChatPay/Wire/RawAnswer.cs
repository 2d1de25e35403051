namespace Router.Channel.WeChatPay.Wire;

/// <summary>An answer as it came, or why none did.</summary>
/// <param name="Status">The HTTP status; 0 where none came.</param>
/// <param name="Headers">Each header's only value, names lower case; of one that is there twice, the empty text, which is no signature and not the lack of one.</param>
/// <param name="Body">The exact bytes.</param>
/// <param name="Failure">Why there is no answer; null: there is one.</param>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, Reply? Failure = null)
{
    public static RawAnswer Failed(Reply failure) => new(0, new Dictionary<string, string>(), default, failure);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
