namespace Fixture;

// Not public: the loader must not see it.
internal sealed class HiddenPlugin : FixturePlugin;
