namespace Fixture;

public sealed class ThrowingPlugin : FixturePlugin
{
    public ThrowingPlugin() => throw new InvalidOperationException("thrown while constructing");
}
