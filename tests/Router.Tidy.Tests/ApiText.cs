using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Router.Tidy.Tests;

/// <summary>The public face of an assembly, one member a line, in a fixed order.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Head(type)).Append('\n');
            foreach (var line in Members(type)) text.Append("    ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string Head(Type type)
    {
        var kind = type.IsInterface ? "interface" : type.IsEnum ? "enum" : type.IsValueType ? "struct" : "class";
        var form = type.IsAbstract && type.IsSealed ? "static " : type.IsInterface || type.IsValueType ? "" : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        var bases = Bases(type).ToList();
        return $"{form}{kind} {TypeText.Plain(type)}{(bases.Count == 0 ? "" : " : " + string.Join(", ", bases))}";
    }

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum) yield break;
        if (type is { IsClass: true, BaseType: { } parent } && parent != typeof(object)) yield return TypeText.Plain(parent);
        foreach (var name in type.GetInterfaces().Select(TypeText.Plain).Order(StringComparer.Ordinal)) yield return name;
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}");

        var fields = type.GetFields(Declared).Where(field => field.IsPublic).Select(Field);
        var constructors = type.GetConstructors(Declared).Where(IsSeen).Select(made => $"new({Parameters(made)})");
        var properties = type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(IsSeen)).Select(Property);
        var methods = type.GetMethods(Declared).Where(method => IsSeen(method) && !IsAccessor(method) && !IsWritten(method)).Select(Method);
        return new[] { fields, constructors, properties, methods }.SelectMany(lines => lines.Order(StringComparer.Ordinal));
    }

    private static string Field(FieldInfo field) => field.IsLiteral
        ? $"const {TypeText.Of(field)} {field.Name} = {field.GetRawConstantValue()}"
        : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeText.Of(field)} {field.Name}";

    private static string Property(PropertyInfo property)
    {
        var required = property.GetCustomAttribute<RequiredMemberAttribute>() is null ? "" : "required ";
        var set = property.SetMethod is not { } setter || !IsSeen(setter) ? "" : IsInit(setter) ? " init;" : " set;";
        var index = property.GetIndexParameters().Length == 0 ? "" : "[…]";
        return $"{Form(property.GetAccessors(true)[0])}{required}{TypeText.Of(property)} {property.Name}{index} {{ get;{set} }}";
    }

    private static string Method(MethodInfo method)
    {
        var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(type => type.Name))}>" : "";
        return $"{Form(method)}{TypeText.Of(method.ReturnParameter)} {method.Name}{generics}({Parameters(method)})";
    }

    private static string Form(MethodInfo method) =>
        method.IsStatic ? "static " : method.DeclaringType!.IsInterface ? method.IsAbstract ? "" : "default " : method.IsAbstract ? "abstract " : "";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{TypeText.Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "default") : "")}"));

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    // What the compiler writes for every record says nothing that its head and properties do not say.
    private static bool IsWritten(MethodInfo method) =>
        method.IsDefined(typeof(CompilerGeneratedAttribute)) || method.Name is "<Clone>$" or "PrintMembers" || (method.IsFamily && method.Name == "get_EqualityContract");
}
