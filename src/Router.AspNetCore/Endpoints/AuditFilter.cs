using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Router.Core.Store;
using Router.Hosting.Operations;

namespace Router.AspNetCore.Endpoints;

/// <summary>
/// Writes down every change that an operator makes: whatever is not a GET and succeeds, unless it says that it changes nothing. The caller
/// has his answer only after the entry is in the store.
/// </summary>
internal sealed class AuditFilter(AuditLog audit) : IEndpointFilter
{
    private const string NamePrefix = "Router.";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<Unaudited>() is not null) return await next(context);
        try
        {
            var answer = await next(context);
            if (AuditNote.Of(http) is { IsBrokenOff: true })
            {
                // The store is what broke it off; the entry is stored as soon as there is room.
                audit.Add(Entry(http));
                return answer;
            }

            if (answer is IStatusCodeHttpResult { StatusCode: >= 400 } || AuditNote.Of(http) is { IsChange: false }) return answer;
            await audit.WriteAsync(Entry(http));
            return answer;
        }
        catch (StoreUnavailableException) when (AuditNote.Of(http) is { IsChange: true } && !http.Items.ContainsKey(typeof(AuditEntry)))
        {
            // It is in force though it could not be stored; the entry is stored as soon as there is room.
            audit.Add(Entry(http));
            throw;
        }
    }

    private static AuditEntry Entry(HttpContext http)
    {
        var who = OpsKeyFilter.Of(http);
        var note = AuditNote.Of(http);
        var endpoint = http.GetEndpoint();
        var path = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "";
        var name = endpoint?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? path;
        var id = http.Request.RouteValues.TryGetValue("id", out var value) ? value?.ToString() : null;
        var entry = new AuditEntry
        {
            By = who.IsPerson ? who.Name : AuditLog.SharedKey,
            Act = name.StartsWith(NamePrefix, StringComparison.Ordinal) ? name[NamePrefix.Length..] : name,
            Account = path.Contains("/accounts/{id}", StringComparison.Ordinal) ? id : null,
            Payment = path.Contains("/orders/{id}", StringComparison.Ordinal) ? id : null,
            Reason = note?.Reason,
            Before = note?.Before,
            After = note?.After,
        };
        http.Items[typeof(AuditEntry)] = entry;
        return entry;
    }
}
