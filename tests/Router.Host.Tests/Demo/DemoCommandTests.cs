using System.CommandLine;
using System.Text.Json;
using Router.Host.Cli;
using Router.Host.Demo;

namespace Router.Host.Tests.Demo;

public sealed class DemoCommandTests
{
    [Theory]
    [InlineData("--minutes", "0")]
    [InlineData("--rate", "-1")]
    [InlineData("--pace", "0")]
    [InlineData("--minutes", "240", "--rate", "200")]
    public async Task Numbers_out_of_bounds_are_misuse(params string[] arguments)
    {
        var misuse = await FluentActions.Awaiting(() => InvokeAsync(arguments)).Should().ThrowAsync<CliException>();
        misuse.Which.ExitCode.Should().Be(ExitCode.Misuse);
        misuse.Which.Message.Should().Contain("; ", "after what is wrong stands what to do");
    }

    [Fact]
    public async Task Json_is_one_object_and_nothing_else()
    {
        var (code, output) = await InvokeAsync("--json", "--minutes", "0.5", "--rate", "4");
        using var document = JsonDocument.Parse(output);
        document.RootElement.GetProperty("ok").GetBoolean().Should().BeTrue();
        document.RootElement.GetProperty("payments").GetInt32().Should().Be(120);
        code.Should().Be(0);
    }

    [Fact]
    public async Task Text_tells_the_shares_and_the_ledger_check()
    {
        var (code, output) = await InvokeAsync("--minutes", "1", "--rate", "4");
        output.Should().Contain("minute   1").And.Contain("before").And.Contain("No order was charged twice and none was lost.");
        code.Should().Be(0);
    }

    [Fact]
    public void The_request_file_holds_what_the_demo_promises()
    {
        var requests = DemoRequest.All();
        requests.Count.Should().BeGreaterThanOrEqualTo(1000);
        requests.Should().Contain(r => r.Refund != null).And.Contain(r => r.CloseAfterSeconds != null).And.Contain(r => r.Switch != null);
        requests.Select(r => r.Method).Distinct().Should().HaveCount(5);
        requests.Select(r => r.Platform).Distinct().Should().HaveCountGreaterThan(4);
        requests.Select(r => r.CardBank).Distinct().Should().HaveCountGreaterThan(8);
    }

    private static async Task<(int Code, string Output)> InvokeAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var configuration = new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false };
        var root = new RootCommand { GlobalOptions.Json, DemoCommand.Create() };
        return (await root.Parse(["demo", .. arguments]).InvokeAsync(configuration), output.ToString());
    }
}
