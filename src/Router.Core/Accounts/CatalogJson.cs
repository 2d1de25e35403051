using System.Text.Json.Serialization;

namespace Router.Core.Accounts;

/// <summary>How a kept catalog is written: camelCase, no nulls, enums by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(KeptCatalog))]
internal sealed partial class CatalogJson : JsonSerializerContext;
