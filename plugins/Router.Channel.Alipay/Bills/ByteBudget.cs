namespace Router.Channel.Alipay.Bills;

/// <summary>How many bytes a bill may unpack to, all its files together.</summary>
internal sealed class ByteBudget
{
    private const long Most = 512L * 1024 * 1024;
    private long _used;

    /// <exception cref="InvalidDataException">It is spent.</exception>
    public void Spend(int bytes)
    {
        _used += bytes;
        if (_used > Most) throw new InvalidDataException($"The bill unpacks to more than {Most} bytes.");
    }
}
