using System.Reflection;

namespace Router.Tidy.Tests;

/// <summary>A type as one writes it, with its question marks.</summary>
internal static class TypeText
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(byte)] = "byte",
        [typeof(void)] = "void",
    };

    public static string Of(FieldInfo field) => Of(field.FieldType, Nullability.Create(field));

    public static string Of(PropertyInfo property) => Of(property.PropertyType, Nullability.Create(property));

    public static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, Nullability.Create(parameter));

    public static string Plain(Type type) => Of(type, null);

    private static string Of(Type type, NullabilityInfo? info)
    {
        if (Nullable.GetUnderlyingType(type) is { } value) return Of(value, null) + "?";

        var mark = info is { ReadState: NullabilityState.Nullable } && !type.IsValueType ? "?" : "";
        if (type.IsByRef) return "ref " + Of(type.GetElementType()!, null);
        if (type.IsArray) return Of(type.GetElementType()!, info?.ElementType) + "[]" + mark;
        if (!type.IsGenericType) return Name(type) + mark;

        var arguments = type.GetGenericArguments().Select((argument, index) => Of(argument, info?.GenericTypeArguments.ElementAtOrDefault(index)));
        return $"{Name(type).Split('`')[0]}<{string.Join(", ", arguments)}>{mark}";
    }

    private static string Name(Type type) => Keywords.TryGetValue(type, out var keyword)
        ? keyword
        : type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
}
