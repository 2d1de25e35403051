using Microsoft.AspNetCore.Http;
using Router.Core.Health;

namespace Router.AspNetCore.Endpoints;

/// <summary>What an endpoint adds to the audit entry of its request.</summary>
internal sealed record AuditNote(string? Reason, string? Before = null, string? After = null)
{
    /// <summary>False: nothing was changed, so nothing is written.</summary>
    public bool IsChange { get; init; } = true;

    /// <summary>True: it is refused half-way, and what was changed until then is written down.</summary>
    public bool IsBrokenOff { get; init; }

    public static AuditNote? Of(HttpContext http) => http.Items.TryGetValue(typeof(AuditNote), out var note) ? (AuditNote?)note : null;

    public static void Add(HttpContext http, AuditNote note) => http.Items[typeof(AuditNote)] = note;

    public static void Add(HttpContext http, string? reason, AccountChange change) =>
        Add(http, new AuditNote(reason, change.Before, change.After) { IsChange = change.IsChange });
}
