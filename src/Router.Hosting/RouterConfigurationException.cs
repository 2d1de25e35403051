namespace Router.Hosting;

/// <summary>The router cannot start with what it was given. The message names every problem and its mend.</summary>
public sealed class RouterConfigurationException : Exception
{
    /// <summary>Makes one.</summary>
    public RouterConfigurationException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong.</param>
    public RouterConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public RouterConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal RouterConfigurationException(string what, IEnumerable<string> problems)
        : base($"{what}{string.Concat(problems.Select(p => Environment.NewLine + "  " + p))}")
    {
    }
}
