using System.Text.Json.Serialization;

namespace Router.Hosting.Operations;

/// <summary>One thing that an operator changed. Immutable.</summary>
internal sealed record AuditEntry
{
    /// <summary>1, 2, 3, … in the order in which it was done.</summary>
    public long Number { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The operator's name; <see cref="AuditLog.SharedKey"/> where the shared key was used.</summary>
    public required string By { get; init; }

    /// <summary>What: "drain", "override", "reload", …</summary>
    public required string Act { get; init; }

    /// <summary>The account that it was about; null: none.</summary>
    public string? Account { get; init; }

    /// <summary>The payment that it was about; null: none.</summary>
    public string? Payment { get; init; }

    /// <summary>Why, in the operator's words.</summary>
    public string? Reason { get; init; }

    /// <summary>What stood before, in words.</summary>
    public string? Before { get; init; }

    /// <summary>What stands since.</summary>
    public string? After { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditEntry[]))]
internal sealed partial class AuditJson : JsonSerializerContext;
