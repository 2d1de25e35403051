namespace Router.Abstractions;

/// <summary>
/// The one type a plugin assembly exposes: public, not abstract, with a public constructor without parameters that does no I/O. The
/// loader makes one instance per load and refuses an assembly with none or with two.
/// </summary>
public interface IChannelPlugin
{
    /// <summary>What this plugin is and can do; equal to the <c>plugin.json</c> beside it.</summary>
    ChannelManifest Manifest { get; }

    /// <summary>Makes the instance for one account. May read settings and secrets, does no I/O.</summary>
    /// <param name="account">The account, its settings checked against the manifest's schema.</param>
    /// <param name="host">What the host lends to this instance.</param>
    /// <exception cref="ChannelConfigurationException">A setting or secret cannot be used; the message names it and the mend.</exception>
    IChannel Open(ChannelAccount account, IChannelHost host);
}

/// <summary>A setting or secret that a channel cannot work with. The message is shown to the operator: name the setting and the mend.</summary>
public sealed class ChannelConfigurationException : Exception
{
    /// <summary>Makes one.</summary>
    public ChannelConfigurationException()
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public ChannelConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ChannelConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
