using Router.TestKit.Tests.Acme;
using Router.TestKit.Tests.Planting;
using Xunit.Abstractions;

namespace Router.TestKit.Tests;

/// <summary>The suite can see: each mistake that an author could make is noticed by the case that is there for it.</summary>
public sealed class PlantedMistakeTests(ITestOutputHelper output)
{
    private const string Unloads = "the plugin of the folder takes a payment in a load context of its own, and leaves memory when it is removed";

    private static readonly Mistake[] s_mistakes = [.. PayMistakes.All, .. RefundMistakes.All, .. TrustMistakes.All];

    public static TheoryData<string> Mistakes => [.. s_mistakes.Select(m => m.What)];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Is_noticed_by_its_case(string what)
    {
        var mistake = s_mistakes.Single(m => m.What == what);

        var running = () => ChannelCompliance.RunAsync(mistake.NoticedBy, time => AcmeFixture.OpenAsync(time, plugin => new MistakenPlugin(plugin, mistake)));

        var broken = (await running.Should().ThrowAsync<ComplianceException>()).Which;
        output.WriteLine(broken.Message);
        broken.Message.Should().MatchRegex("(?s)expected .+; came .+\\.|threw ", "a message says what was expected, what came and what to do");
    }

    [Fact]
    public async Task A_plugin_that_stays_in_memory_is_noticed()
    {
        var running = () => ChannelCompliance.RunAsync(Unloads, time => AcmeFixture.OpenAsync(time, folder: "fixtures", project: "Fixture.Staying"));

        (await running.Should().ThrowAsync<ComplianceException>()).WithMessage("*nothing of it left in memory*");
    }

    [Fact]
    public void Every_case_notices_a_mistake() =>
        ChannelCompliance.Names.Except(s_mistakes.Select(m => m.NoticedBy)).Should().Equal(Unloads);

    [Fact]
    public async Task A_channel_without_a_mistake_around_it_passes()
    {
        var none = new Mistake("none", "");
        foreach (var name in s_mistakes.Select(m => m.NoticedBy).Distinct())
            await ChannelCompliance.RunAsync(name, time => AcmeFixture.OpenAsync(time, plugin => new MistakenPlugin(plugin, none)));
    }
}
