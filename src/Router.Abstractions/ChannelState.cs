using System.Text;
using System.Text.Json.Serialization;

namespace Router.Abstractions;

/// <summary>
/// What a channel must remember about one attempt or refund (the original request time, the channel's own id, …): opaque to the
/// engine, stored with the attempt before anything is sent, handed to every later call, replaceable by every result. No secrets.
/// </summary>
public sealed record ChannelState
{
    /// <summary>The longest <see cref="Value"/>, in UTF-8 bytes.</summary>
    public const int MaxBytes = 4096;

    /// <summary>Makes a state.</summary>
    /// <param name="version">The plugin's own format version, so that a later plugin can read an earlier one's states; 1 or more.</param>
    /// <param name="value">Any text, usually JSON, at most <see cref="MaxBytes"/> UTF-8 bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is below 1 or the value is too long.</exception>
    [JsonConstructor]
    public ChannelState(int version, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Encoding.UTF8.GetByteCount(value), MaxBytes, nameof(value));
        Version = version;
        Value = value;
    }

    /// <summary>The state of a channel that needs none.</summary>
    public static ChannelState Empty { get; } = new(1, "");

    /// <summary>The plugin's format version.</summary>
    public int Version { get; }

    /// <summary>The text.</summary>
    public string Value { get; }
}
