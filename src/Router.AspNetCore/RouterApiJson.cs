using System.Text.Json;
using System.Text.Json.Serialization;
using Router.AspNetCore.Bodies;
using Router.AspNetCore.Views;

namespace Router.AspNetCore;

/// <summary>Everything that the API reads and writes. A body is taken exactly as documented: no unknown and no repeated fields, 16 levels.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    MaxDepth = 16)]
[JsonSerializable(typeof(PaymentBody))]
[JsonSerializable(typeof(AttemptBody))]
[JsonSerializable(typeof(ContinueBody))]
[JsonSerializable(typeof(RefundBody))]
[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(DisableBody))]
[JsonSerializable(typeof(OverrideBody))]
[JsonSerializable(typeof(MaintenanceBody))]
[JsonSerializable(typeof(BackupBody))]
[JsonSerializable(typeof(RemovalBody))]
[JsonSerializable(typeof(ArchiveBody))]
[JsonSerializable(typeof(DecisionBody))]
[JsonSerializable(typeof(ApprovalBody))]
[JsonSerializable(typeof(ReconcileBody))]
[JsonSerializable(typeof(SignatureBody))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(PaymentView))]
[JsonSerializable(typeof(RefundView))]
[JsonSerializable(typeof(PlanView))]
[JsonSerializable(typeof(BillView))]
[JsonSerializable(typeof(ReconcileView))]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(DoneView))]
[JsonSerializable(typeof(HealthzView))]
[JsonSerializable(typeof(AccountOrderView))]
[JsonSerializable(typeof(AuditListView))]
[JsonSerializable(typeof(HealthReportView))]
[JsonSerializable(typeof(EventListView))]
[JsonSerializable(typeof(OrderListView))]
[JsonSerializable(typeof(RecordedListView))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(OpenCaseListView))]
[JsonSerializable(typeof(OpenCaseView))]
[JsonSerializable(typeof(AlarmListView))]
[JsonSerializable(typeof(ReplayView))]
[JsonSerializable(typeof(ChannelListView))]
[JsonSerializable(typeof(SignatureView))]
[JsonSerializable(typeof(ReloadView))]
[JsonSerializable(typeof(BackupView))]
[JsonSerializable(typeof(RemovalView))]
[JsonSerializable(typeof(FindingsView))]
[JsonSerializable(typeof(ArchiveView))]
internal sealed partial class RouterApiJson : JsonSerializerContext;
