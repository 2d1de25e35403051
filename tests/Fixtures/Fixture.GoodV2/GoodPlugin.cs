namespace Fixture;

public sealed class GoodPlugin : FixturePlugin;
