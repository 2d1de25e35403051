using System.Reflection;
using System.Reflection.Metadata;
using Router.Abstractions;

namespace Router.Plugins.Inspection;

/// <summary>A public class that implements <see cref="IChannelPlugin"/>, found in metadata.</summary>
internal sealed record PluginType(string FullName, bool HasPublicConstructor)
{
    public static List<PluginType> Find(MetadataReader reader)
    {
        var found = new List<PluginType>();
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            const TypeAttributes Kind = TypeAttributes.VisibilityMask | TypeAttributes.Abstract | TypeAttributes.Interface;
            if ((type.Attributes & Kind) == TypeAttributes.Public && type.GetGenericParameters().Count == 0 && IsPlugin(reader, type))
                found.Add(new(FullNameOf(reader, type), HasConstructor(reader, type)));
        }
        return found;
    }

    private static bool IsPlugin(MetadataReader reader, TypeDefinition type)
    {
        if (type.GetInterfaceImplementations().Any(i => IsPluginInterface(reader, reader.GetInterfaceImplementation(i).Interface)))
            return true;
        return type.BaseType.Kind == HandleKind.TypeDefinition && !type.BaseType.IsNil
            && IsPlugin(reader, reader.GetTypeDefinition((TypeDefinitionHandle)type.BaseType));
    }

    private static bool IsPluginInterface(MetadataReader reader, EntityHandle handle)
    {
        if (handle.Kind != HandleKind.TypeReference)
            return false;
        var reference = reader.GetTypeReference((TypeReferenceHandle)handle);
        return reader.StringComparer.Equals(reference.Name, nameof(IChannelPlugin))
            && reader.StringComparer.Equals(reference.Namespace, typeof(IChannelPlugin).Namespace!);
    }

    private static bool HasConstructor(MetadataReader reader, TypeDefinition type)
    {
        foreach (var handle in type.GetMethods())
        {
            var method = reader.GetMethodDefinition(handle);
            if ((method.Attributes & MethodAttributes.MemberAccessMask) != MethodAttributes.Public || !reader.StringComparer.Equals(method.Name, ".ctor"))
                continue;
            var signature = reader.GetBlobReader(method.Signature);
            signature.ReadSignatureHeader();
            if (signature.ReadCompressedInteger() == 0)
                return true;
        }
        return false;
    }

    private static string FullNameOf(MetadataReader reader, TypeDefinition type)
    {
        var space = reader.GetString(type.Namespace);
        var name = reader.GetString(type.Name);
        return space.Length == 0 ? name : $"{space}.{name}";
    }
}
