namespace Fixture;

public sealed class SecondPlugin : FixturePlugin;
