namespace Router.TestKit.Stores;

/// <summary>A store does not do what the port promises. The message says what was expected and what came.</summary>
public sealed class ComplianceException : Exception
{
    /// <summary>Without a message.</summary>
    public ComplianceException()
    {
    }

    /// <summary>With what was expected and what came.</summary>
    public ComplianceException(string message)
        : base(message)
    {
    }

    /// <summary>With what was expected, what came and why.</summary>
    public ComplianceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
