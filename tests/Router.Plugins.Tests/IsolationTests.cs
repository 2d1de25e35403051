using System.Runtime.Loader;

namespace Router.Plugins.Tests;

public sealed class IsolationTests
{
    [Fact]
    public async Task Two_plugins_use_two_versions_of_one_library_at_once_and_the_host_sees_neither()
    {
        await using var yard = new Yard();
        yard.Place("Fixture.JsonOld");
        yard.Place("Fixture.JsonNew");
        var seenBefore = InDefaultContext();
        await yard.ApplyAsync(Yard.Entry("json-old", "Fixture.JsonOld"), Yard.Entry("json-new", "Fixture.JsonNew"));

        (await yard.PayAsync("json-old")).Should().StartWith("13.0.1");
        (await yard.PayAsync("json-new")).Should().StartWith("13.0.3");

        // The test runner may have a Newtonsoft.Json of its own; the plugins have neither taken it nor added to it.
        InDefaultContext().Should().Equal(seenBefore);
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(a => a.GetName().Name == "Newtonsoft.Json" && a.Location.StartsWith(yard.Options.CacheRoot, StringComparison.Ordinal))
            .Should().HaveCount(2);
    }

    [Fact]
    public async Task Plugin_and_host_share_the_contract()
    {
        await using var yard = new Yard();
        yard.Place("Fixture.Good");
        await yard.ApplyAsync(Yard.Entry("good", "Fixture.Good"));

        using var lease = yard.Lease("good");

        AssemblyLoadContext.GetLoadContext(lease.Channel.GetType().Assembly)!.IsCollectible.Should().BeTrue();
        lease.Channel.GetType().GetInterface("IChannel")!.Assembly.Should().BeSameAs(typeof(Router.Abstractions.IChannel).Assembly);
    }

    private static List<string> InDefaultContext() =>
        [.. AssemblyLoadContext.Default.Assemblies.Where(a => a.GetName().Name == "Newtonsoft.Json").Select(a => a.Location)];
}
