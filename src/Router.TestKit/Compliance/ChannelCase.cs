using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance;

/// <summary>One promise of a channel, checked against its provider's simulator with a new fixture.</summary>
public sealed class ChannelCase
{
    internal ChannelCase(string name, Func<ChannelBench, Task> check) => (Name, Check) = (name, check);

    /// <summary>The promise as a sentence.</summary>
    public string Name { get; }

    internal Func<ChannelBench, Task> Check { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
