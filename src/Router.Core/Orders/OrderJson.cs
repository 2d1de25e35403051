using System.Text.Json.Serialization;
using Router.Abstractions;

namespace Router.Core.Orders;

/// <summary>
/// How stored orders are written: camelCase, no nulls, enums by name. Defaults are written, because a required member that is absent
/// cannot be read back, and read-only members too, because <see cref="ChannelState"/> is made of them; what is computed says so itself.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PaymentOrder))]
[JsonSerializable(typeof(RefundOrder))]
[JsonSerializable(typeof(PaymentTerms))]
[JsonSerializable(typeof(RoutePlan))]
[JsonSerializable(typeof(BillLine))]
[JsonSerializable(typeof(List<BillLine>))]
public sealed partial class OrderJson : JsonSerializerContext;
