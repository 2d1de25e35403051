using Router.Abstractions;

namespace Router.Tidy.Tests;

/// <summary>
/// The contract is frozen as text. A change shows here first: think of the plugins already built, raise ChannelContract.Version where one
/// of them would break, then approve with ROUTER_APPROVE=1 and read the difference before committing it.
/// </summary>
public sealed class ContractTests
{
    private static readonly string ApprovedFile = Path.Combine(Repository.Root, "tests/Router.Tidy.Tests/Router.Abstractions.approved.txt");

    [Fact]
    public void The_contract_is_the_approved_one()
    {
        var now = ApiText.Of(typeof(IChannel).Assembly);
        if (Environment.GetEnvironmentVariable("ROUTER_APPROVE") == "1") File.WriteAllText(ApprovedFile, now);

        now.Should().Be(
            File.ReadAllText(ApprovedFile),
            "the public face of Router.Abstractions is approved as text. If the change is meant: ROUTER_APPROVE=1 dotnet test tests/Router.Tidy.Tests, and commit {0}",
            Path.GetFileName(ApprovedFile));
    }
}
