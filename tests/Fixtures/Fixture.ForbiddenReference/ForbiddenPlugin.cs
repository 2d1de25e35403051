using Router.Plugins;

namespace Fixture;

public sealed class ForbiddenPlugin : FixturePlugin
{
    protected override string Answer => typeof(PluginsFile).Name;
}
