using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Router.Tidy.Tests;

/// <summary>What a built assembly says about itself, read without loading it.</summary>
internal sealed record AssemblyFile(string Name, IReadOnlySet<string> References, IReadOnlyList<string> Types)
{
    public static AssemblyFile Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return new(
            metadata.GetString(metadata.GetAssemblyDefinition().Name),
            metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).ToHashSet(),
            [.. metadata.TypeDefinitions.Select(handle => metadata.GetString(metadata.GetTypeDefinition(handle).Name))]);
    }

    /// <summary>Our assemblies beside the tests. The tests, and what the tests alone need, are not among them.</summary>
    public static IReadOnlyList<AssemblyFile> OfTheHouse { get; } =
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Where(path => Path.GetFileName(path).StartsWith("router", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".Tests.dll", StringComparison.Ordinal))
            // It stands among the tests, though the executable runs it for people.
            .Where(path => Path.GetFileName(path) != "Router.ChannelSimulators.dll")
            .Select(Read)];

    public static IReadOnlyList<AssemblyFile> OfPlugins { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "plugins"), "Router.Channel.*.dll", SearchOption.AllDirectories).Select(Read)];
}
