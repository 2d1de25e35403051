namespace Router.Tidy.Tests;

/// <summary>Names that say nothing are not used; docs/glossary.md has the words that are.</summary>
public sealed class NameTests
{
    private static readonly string[] Banned = ["Manager", "Helper", "Util", "Utils", "Utility", "Misc", "Common", "Mgr", "Ctx", "Svc", "Gateway", "Connector", "Impl"];

    [Fact]
    public void No_type_has_an_empty_name() =>
        AssemblyFile.OfTheHouse.Concat(AssemblyFile.OfPlugins)
            .SelectMany(assembly => assembly.Types.Select(type => $"{assembly.Name}: {type}"))
            .Where(type => !type.Contains('<') && Banned.Any(word => HasWord(type, word)))
            .Should().BeEmpty("these words say nothing: {0}", string.Join(", ", Banned));

    [Fact]
    public void A_file_is_named_after_a_type_it_holds()
    {
        var strays = Repository.SourceFiles("src", "plugins")
            .Where(file => Path.GetFileName(file) is not "Program.cs")
            .Where(file => !Repository.Relative(file).StartsWith("src/Router.Abstractions/", StringComparison.Ordinal))
            .Where(file => !Repository.Code(file).Contains(Path.GetFileNameWithoutExtension(file).Split('.')[0].TrimEnd('s'), StringComparison.Ordinal));
        strays.Select(Repository.Relative).Should().BeEmpty();
    }

    private static bool HasWord(string name, string word)
    {
        for (var at = name.IndexOf(word, StringComparison.Ordinal); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if (end == name.Length || !char.IsLower(name[end])) return true;
        }

        return false;
    }
}
