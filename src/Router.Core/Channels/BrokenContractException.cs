namespace Router.Core.Channels;

/// <summary>A plugin answered what its contract does not allow; the message says what.</summary>
public sealed class BrokenContractException : Exception
{
    public BrokenContractException()
    {
    }

    public BrokenContractException(string message)
        : base(message)
    {
    }

    public BrokenContractException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
