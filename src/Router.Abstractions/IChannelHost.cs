namespace Router.Abstractions;

/// <summary>What the host lends to one channel instance. Thread-safe; valid until the instance is disposed.</summary>
public interface IChannelHost
{
    /// <summary>A client of this instance's own: no redirects, no cookies, no automatic retries; its time-out is the call's token.</summary>
    HttpClient Http { get; }

    /// <summary>The only clock and the only source of timers.</summary>
    TimeProvider Time { get; }

    /// <summary>The only source of randomness, for nonces and keys; cryptographically strong in a real host.</summary>
    /// <param name="buffer">Filled completely.</param>
    void FillRandom(Span<byte> buffer);

    /// <summary>Reads a secret by the name that the account's settings give.</summary>
    /// <param name="name">The name, as written in the settings.</param>
    /// <returns>The secret; never to be logged or stored in a <see cref="ChannelState"/>.</returns>
    /// <exception cref="KeyNotFoundException">There is no such secret; the message names it and where it was looked for.</exception>
    string GetSecret(string name);

    /// <summary>Writes a log line. What looks like a secret, a signature or a card number is blotted out before it is stored.</summary>
    /// <param name="level">How grave it is.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="exception">The cause, if any.</param>
    void Log(ChannelLogLevel level, string message, Exception? exception = null);
}

/// <summary>How grave a log line is.</summary>
public enum ChannelLogLevel
{
    /// <summary>For the plugin's author.</summary>
    Debug,

    /// <summary>Worth knowing.</summary>
    Information,

    /// <summary>Something is wrong and the channel goes on.</summary>
    Warning,

    /// <summary>Something is wrong and a call failed for it.</summary>
    Error,
}
