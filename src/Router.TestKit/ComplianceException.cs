namespace Router.TestKit;

/// <summary>A store or a channel breaks a promise. The message says what was expected, what came and what to do.</summary>
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
