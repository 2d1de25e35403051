namespace Fixture;

public sealed class HangingPlugin : FixturePlugin
{
    public HangingPlugin() => Thread.Sleep(Timeout.Infinite);
}
