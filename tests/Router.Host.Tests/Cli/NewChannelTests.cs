namespace Router.Host.Tests.Cli;

/// What somebody who writes a plugin types first.
public sealed class NewChannelTests : IDisposable
{
    private readonly RouterFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_channel_builds_passes_its_compliance_suite_and_would_load()
    {
        var made = await _folder.RunAsync("channels", "new", "MintPay", "--output", "mint");
        made.ExitCode.Should().Be(0, made.Error);
        var root = _folder.At("mint");
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Should().NotContainMatch("*Acme*").And.Contain("MintPayPlugin.cs");
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
            File.ReadAllText(file).Should().NotContainEquivalentOf("acme", "{0} is the new channel's", file);

        var tested = await _folder.RunAsync("channels", "test", "mint");
        tested.ExitCode.Should().Be(0, tested.Out + tested.Error);
        tested.Out.Should().Contain("Passed!");

        var verified = await _folder.RunAsync("channels", "verify", Path.Combine(root, "artifacts/plugins/debug/Router.Channel.MintPay"));
        verified.ExitCode.Should().Be(0, verified.Out);
        verified.Out.Should().Contain("mintpay 0.1.0").And.Contain("would load");
    }

    [Fact]
    public async Task A_broken_promise_fails_the_test_and_says_which()
    {
        (await _folder.RunAsync("channels", "new", "MintPay", "--output", "mint")).ExitCode.Should().Be(0);
        var table = Path.Combine(_folder.At("mint"), "Router.Channel.MintPay/ErrorTable.cs");
        File.WriteAllText(table, File.ReadAllText(table).Replace("_ => null,", "_ => FaultBlame.Channel,", StringComparison.Ordinal));
        var tested = await _folder.RunAsync("channels", "test", "mint");
        tested.ExitCode.Should().Be(1, tested.Out);
        tested.Out.Should().Contain("UnlistedCode");
    }

    [Theory]
    [InlineData("mintpay")]
    [InlineData("M")]
    [InlineData("Mint-Pay")]
    [InlineData("../Mint")]
    public async Task A_name_that_is_none_is_refused_and_nothing_is_made(string name)
    {
        var run = await _folder.RunAsync("channels", "new", name, "--output", "mint");
        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("begin with a capital letter");
        Directory.Exists(_folder.At("mint")).Should().BeFalse();
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_left_alone_and_its_packages_can_be_renewed()
    {
        (await _folder.RunAsync("channels", "new", "MintPay", "--output", "mint")).ExitCode.Should().Be(0);
        var again = await _folder.RunAsync("channels", "new", "MintPay", "--output", "mint");
        (again.ExitCode, again.Error).Should().Be((2, again.Error));
        again.Error.Should().Contain("is not empty").And.Contain("--packages-only");
        foreach (var package in Directory.GetFiles(Path.Combine(_folder.At("mint"), "packages"))) File.Delete(package);
        (await _folder.RunAsync("channels", "new", "MintPay", "--output", "mint", "--packages-only")).ExitCode.Should().Be(0);
        Directory.GetFiles(Path.Combine(_folder.At("mint"), "packages"), "Router.TestKit.*.nupkg").Should().ContainSingle();
    }

    [Fact]
    public async Task A_folder_without_tests_is_refused()
    {
        var run = await _folder.RunAsync("channels", "test", ".");
        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("NAME.Tests.csproj");
    }
}
