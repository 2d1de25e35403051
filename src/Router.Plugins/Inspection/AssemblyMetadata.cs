using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Router.Plugins.Inspection;

/// <summary>What an assembly file says about itself, read without loading it.</summary>
internal sealed record AssemblyMetadata(
    string Name,
    IReadOnlyList<(string Name, Version Version)> References,
    IReadOnlyList<string> NativeLibraries,
    IReadOnlyList<PluginType> PluginTypes)
{
    /// <returns>Null where the file is no managed assembly.</returns>
    public static AssemblyMetadata? TryRead(string path)
    {
        try
        {
            using var pe = new PEReader(File.OpenRead(path));
            if (!pe.HasMetadata)
                return null;
            var reader = pe.GetMetadataReader();
            if (!reader.IsAssembly)
                return null;
            return new(
                reader.GetString(reader.GetAssemblyDefinition().Name),
                [.. reader.AssemblyReferences.Select(reader.GetAssemblyReference).Select(r => (reader.GetString(r.Name), r.Version))],
                NativeLibrariesOf(reader),
                PluginType.Find(reader));
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static List<string> NativeLibrariesOf(MetadataReader reader) => [.. reader.MethodDefinitions
        .Select(reader.GetMethodDefinition)
        .Where(m => m.Attributes.HasFlag(MethodAttributes.PinvokeImpl) && !m.GetImport().Module.IsNil)
        .Select(m => reader.GetString(reader.GetModuleReference(m.GetImport().Module).Name))
        .Distinct(StringComparer.Ordinal)];
}
