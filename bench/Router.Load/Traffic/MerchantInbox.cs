using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Router.Load.Records;

namespace Router.Load.Traffic;

/// <summary>Where merchants receive the router's messages.</summary>
internal sealed class MerchantInbox : IAsyncDisposable
{
    private static readonly string[] s_payments = ["payment.succeeded", "payment.failed", "payment.closed", "payment.suspense"];
    private readonly WebApplication _app;

    private MerchantInbox(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First() + "/told");

    public static async Task<MerchantInbox> OpenAsync(History history)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(http => TakeAsync(http, history));
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task TakeAsync(HttpContext http, History history)
    {
        using var body = await JsonDocument.ParseAsync(http.Request.Body);
        Interlocked.Increment(ref history.Messages);
        var type = body.RootElement.GetProperty("type").GetString()!;
        var data = body.RootElement.GetProperty("data");
        if (s_payments.Contains(type)) history.Tell(data.GetProperty("paymentId").GetString()!, data.GetProperty("state").GetString()!);
        else if (type.StartsWith("refund.", StringComparison.Ordinal)) history.Tell(data.GetProperty("refundId").GetString()!, data.GetProperty("state").GetString()!);
    }
}
