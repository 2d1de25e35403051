namespace Router.Host.Tests.Cli;

public sealed class AlarmTests : IDisposable
{
    private readonly RouterFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Alarms_are_listed_and_one_that_is_not_there_cannot_be_acknowledged()
    {
        await using var router = await RunningRouter.StartAsync(_folder);
        (await router.RunAsync("alarms", "list")).ExitCode.Should().Be(0);
        var refused = await router.RunAsync("alarms", "ack", "alm_none");
        refused.ExitCode.Should().Be(1);
        refused.Error.Should().Contain("alm_none");
    }
}
