namespace Router.Core.Store;

/// <summary>Upkeep that was asked cannot be done. The message says why and what to do; the store itself is as well as before.</summary>
public sealed class StoreUpkeepException : Exception
{
    public StoreUpkeepException()
    {
    }

    public StoreUpkeepException(string message)
        : base(message)
    {
    }

    public StoreUpkeepException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
