namespace Router.Simulation.Tests;

public sealed class SimulationTests
{
    [Fact]
    public void One_world_holds()
    {
        var result = Simulation.Run(new() { Seed = 1 });
        result.Findings.Should().BeEmpty();
    }
}
