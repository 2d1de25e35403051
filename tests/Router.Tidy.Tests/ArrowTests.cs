namespace Router.Tidy.Tests;

/// <summary>docs/architecture.md says who may know whom; the built assemblies have to agree.</summary>
public sealed class ArrowTests
{
    private const string AspNet = "Microsoft.AspNetCore";

    // Every project of src/ stands here, with the projects it may reference.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Router.Abstractions"] = [],
        ["Router.Rules"] = ["Router.Abstractions"],
        ["Router.Core"] = ["Router.Abstractions", "Router.Rules"],
        ["Router.Plugins"] = ["Router.Abstractions"],
        // A store implements Core's ports, whose signatures carry the contract's types.
        ["Router.Storage.Sqlite"] = ["Router.Core", "Router.Abstractions"],
        ["Router.Hosting"] = ["Router.Core", "Router.Rules", "Router.Plugins", "Router.Abstractions"],
        ["Router.AspNetCore"] = ["Router.Hosting", "Router.Core", "Router.Rules", "Router.Plugins", "Router.Abstractions"],
        ["Router.TestKit"] = ["Router.Abstractions", "Router.Core", "Router.Plugins"],
        ["Router.Simulation"] = ["Router.Abstractions", "Router.Rules", "Router.Core", "Router.TestKit"],
        // The simulators of the providers stand among the tests; the executable runs them for people.
        ["router"] = ["Router.Simulation", "Router.ChannelSimulators", "Router.TestKit", "Router.AspNetCore", "Router.Hosting", "Router.Storage.Sqlite", "Router.Core", "Router.Rules", "Router.Plugins", "Router.Abstractions"],
    };

    private static readonly Dictionary<string, string[]> AllowedPackages = new()
    {
        ["Router.Abstractions"] = [],
        ["Router.Rules"] = [],
        ["Router.Core"] = ["Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions"],
        ["Router.Plugins"] = [],
    };

    [Fact]
    public void Every_project_of_src_has_its_arrows_written_down() =>
        Repository.Files("src", "*.csproj").Select(AssemblyName).Should().BeEquivalentTo(Allowed.Keys);

    [Fact]
    public void Every_assembly_of_src_is_looked_at() =>
        AssemblyFile.OfTheHouse.Select(assembly => assembly.Name).Should().BeEquivalentTo(Allowed.Keys);

    [Fact]
    public void No_assembly_knows_one_it_may_not()
    {
        foreach (var assembly in AssemblyFile.OfTheHouse)
        {
            assembly.References.Where(IsOurs).Should().BeSubsetOf(Allowed[assembly.Name], "{0} may know no others", assembly.Name);
        }
    }

    [Fact]
    public void The_lower_floors_reference_only_their_packages()
    {
        foreach (var assembly in AssemblyFile.OfTheHouse.Where(assembly => AllowedPackages.ContainsKey(assembly.Name)))
        {
            assembly.References.Where(name => !IsOurs(name) && !IsFramework(name))
                .Should().BeSubsetOf(AllowedPackages[assembly.Name], "{0} may use no others", assembly.Name);
        }
    }

    [Fact]
    public void Only_the_web_floors_know_AspNet() =>
        AssemblyFile.OfTheHouse.Where(assembly => assembly.References.Any(name => name.StartsWith(AspNet, StringComparison.Ordinal)))
            .Select(assembly => assembly.Name).Should().BeSubsetOf(["Router.AspNetCore", "router"]);

    [Fact]
    public void A_plugin_knows_the_contract_and_nothing_else_of_ours()
    {
        AssemblyFile.OfPlugins.Should().NotBeEmpty();
        foreach (var plugin in AssemblyFile.OfPlugins)
        {
            plugin.References.Where(IsOurs).Should().BeEquivalentTo(["Router.Abstractions"], "{0} is a plugin", plugin.Name);
        }
    }

    [Fact]
    public void Nothing_references_a_plugin() =>
        AssemblyFile.OfTheHouse.SelectMany(assembly => assembly.References)
            .Should().NotContain(name => name.StartsWith("Router.Channel.", StringComparison.Ordinal));

    private static bool IsOurs(string name) => name == "router" || name.StartsWith("Router.", StringComparison.Ordinal);

    // Microsoft.Extensions.* are packages, System.* of this size are the shared framework.
    private static bool IsFramework(string name) => name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard" or "mscorlib";

    private static string AssemblyName(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        return name == "Router.Host" ? "router" : name;
    }
}
