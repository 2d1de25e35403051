using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Abstractions;

/// <summary>
/// JSON of the contract's data, camelCase, enums as camelCase names, unknown members refused: how <c>plugin.json</c> is read and how a
/// channel in another process is spoken to. Source-generated, so it works where reflection-based JSON is off.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [
        typeof(CamelCaseEnumConverter<Presentation>), typeof(CamelCaseEnumConverter<ResolveBy>), typeof(CamelCaseEnumConverter<CloseWhen>),
        typeof(CamelCaseEnumConverter<ChannelOperation>), typeof(CamelCaseEnumConverter<AccountMode>),
        typeof(CamelCaseEnumConverter<PayOutcome>), typeof(CamelCaseEnumConverter<FaultStage>), typeof(CamelCaseEnumConverter<FaultBlame>),
        typeof(CamelCaseEnumConverter<PayActionKind>), typeof(CamelCaseEnumConverter<AttemptStatus>),
        typeof(CamelCaseEnumConverter<CloseOutcome>), typeof(CamelCaseEnumConverter<RefundOutcome>),
        typeof(CamelCaseEnumConverter<BillStatus>), typeof(CamelCaseEnumConverter<BillLineKind>),
        typeof(CamelCaseEnumConverter<NotificationVerdict>), typeof(CamelCaseEnumConverter<AgreementStatus>)])]
[JsonSerializable(typeof(ChannelManifest))]
[JsonSerializable(typeof(ChannelAccount))]
[JsonSerializable(typeof(PayRequest))]
[JsonSerializable(typeof(ContinueRequest))]
[JsonSerializable(typeof(CaptureRequest))]
[JsonSerializable(typeof(ChannelResult))]
[JsonSerializable(typeof(QueryRequest))]
[JsonSerializable(typeof(QueryResult))]
[JsonSerializable(typeof(CloseRequest))]
[JsonSerializable(typeof(CloseResult))]
[JsonSerializable(typeof(RefundRequest))]
[JsonSerializable(typeof(RefundQueryRequest))]
[JsonSerializable(typeof(RefundResult))]
[JsonSerializable(typeof(BillRequest))]
[JsonSerializable(typeof(BillResult))]
[JsonSerializable(typeof(BillLine))]
[JsonSerializable(typeof(NotificationResult))]
[JsonSerializable(typeof(AgreementRequest))]
[JsonSerializable(typeof(AgreementResult))]
[JsonSerializable(typeof(PayoutRequest))]
public sealed partial class ContractJson : JsonSerializerContext;

/// <summary>Writes an enum as its camelCase name and refuses numbers.</summary>
/// <typeparam name="T">The enum.</typeparam>
public sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
