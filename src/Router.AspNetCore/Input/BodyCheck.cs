using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Router.Core.Payments;
using Router.Rules.Loading;

namespace Router.AspNetCore.Input;

/// <summary>Finds the first field of a body that does not fit. Asked only after binding has failed.</summary>
internal static class BodyCheck
{
    public static RouterError? FirstProblem(JsonElement element, JsonTypeInfo type, string path = "")
    {
        if (element.ValueKind != JsonValueKind.Object)
            return path.Length == 0 ? ApiErrors.Malformed("The body must be a JSON object.") : RouterError.Invalid(path, $"{path} must be an object.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            var field = path.Length == 0 ? Cut(member.Name) : $"{path}.{Cut(member.Name)}";
            if (!seen.Add(member.Name)) return ApiErrors.Malformed($"{field} is there twice.", field);
            if (type.Kind == JsonTypeInfoKind.Dictionary)
            {
                if (Value(member.Value, type.ElementType!, type, field) is { } wrong) return wrong;
                continue;
            }

            if (type.Properties.FirstOrDefault(p => p.Name == member.Name) is not { } property)
                return ApiErrors.UnknownField(field, Suggest.Nearest(member.Name, type.Properties.Select(p => p.Name)));
            if (member.Value.ValueKind != JsonValueKind.Null && Value(member.Value, property.PropertyType, type, field) is { } problem) return problem;
        }

        return null;
    }

    private static RouterError? Value(JsonElement value, Type wanted, JsonTypeInfo parent, string field)
    {
        wanted = Nullable.GetUnderlyingType(wanted) ?? wanted;
        if (wanted == typeof(JsonElement)) return null;
        if (wanted == typeof(string)) return Expect(value.ValueKind == JsonValueKind.String, field, "must be a text");
        if (wanted == typeof(bool)) return Expect(value.ValueKind is JsonValueKind.True or JsonValueKind.False, field, "must be true or false");
        if (wanted == typeof(long)) return Expect(value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _), field, "must be a whole number");
        if (wanted == typeof(int)) return Expect(value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _), field, "must be a whole number below 2147483648");
        if (wanted == typeof(DateTimeOffset))
            return Expect(value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out _), field, "must be an instant such as 2026-01-01T00:00:00+08:00");
        if (wanted == typeof(double)) return Expect(value.ValueKind == JsonValueKind.Number, field, "must be a number");
        var type = parent.Options.GetTypeInfo(wanted);
        if (type.Kind != JsonTypeInfoKind.Enumerable) return FirstProblem(value, type, field);
        if (value.ValueKind != JsonValueKind.Array) return RouterError.Invalid(field, $"{field} must be an array.");
        var place = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (Value(item, type.ElementType!, type, $"{field}[{place++}]") is { } problem) return problem;
        }

        return null;
    }

    private static RouterError? Expect(bool fits, string field, string otherwise) => fits ? null : RouterError.Invalid(field, $"{field} {otherwise}.");

    private static string Cut(string name) => name.Length <= 64 ? name : name[..64] + "…";
}
