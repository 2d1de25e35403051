namespace Router.Host.Tests.Cli;

public sealed class LogLevelTests : IDisposable
{
    private readonly RouterFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Error", false)]
    [InlineData("Information", true)]
    public async Task The_level_in_the_settings_is_the_level_of_the_log(string level, bool tells)
    {
        _folder.Write("appsettings.json", $$"""{ "Logging": { "LogLevel": { "Default": "{{level}}" } } }""");
        await using var router = await RunningRouter.StartAsync(_folder);
        router.Output.Contains("info: Router.", StringComparison.Ordinal).Should().Be(tells, router.Output);
    }
}
