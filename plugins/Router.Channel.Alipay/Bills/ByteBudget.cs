namespace Router.Channel.Alipay.Bills;

/// <summary>How many bytes a bill may unpack to, all its files together.</summary>
internal sealed class ByteBudget(long most)
{
    private long _used;

    /// <exception cref="InvalidDataException">It is spent.</exception>
    public void Spend(int bytes)
    {
        _used += bytes;
        if (_used > most) throw new InvalidDataException($"The bill unpacks to more than {most} bytes.");
    }
}
