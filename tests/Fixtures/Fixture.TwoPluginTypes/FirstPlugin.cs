namespace Fixture;

public sealed class FirstPlugin : FixturePlugin;
