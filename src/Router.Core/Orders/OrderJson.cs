using System.Text.Json.Serialization;
using Router.Abstractions;
using Router.Core.Routing;

namespace Router.Core.Orders;

/// <summary>How stored orders are written: camelCase, no nulls, enums by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PaymentOrder))]
[JsonSerializable(typeof(RefundOrder))]
[JsonSerializable(typeof(PaymentTerms))]
[JsonSerializable(typeof(RoutePlan))]
[JsonSerializable(typeof(BillLine))]
[JsonSerializable(typeof(List<BillLine>))]
public sealed partial class OrderJson : JsonSerializerContext;
