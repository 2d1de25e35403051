using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Router.Abstractions;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators;

/// <summary>
/// The HTTP server under every provider's simulator: it takes requests one at a time, records them, and does what the injected faults
/// say. What the provider answers is the derived class's; it books in its own memory and shares no code with the plugin.
/// </summary>
public abstract class ProviderSimulator : IProvider, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<WireFault> _faults = new();
    private readonly WebApplication _server;
    private ImmutableList<WireRequest> _requests = [];
    private ImmutableList<ProviderEntry> _entries = [];

    /// <summary>Makes the server; <see cref="StartAsync"/> opens it.</summary>
    /// <param name="time">The provider's clock.</param>
    /// <param name="address">Where to listen; by default a free port of the loopback address.</param>
    protected ProviderSimulator(TimeProvider time, string address = "http://127.0.0.1:0")
    {
        Time = time;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls(address);
        _server = builder.Build();
        _server.Run(ServeAsync);
    }

    /// <summary>Where the server listens, once started; without a path.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <inheritdoc/>
    public IReadOnlyList<WireRequest> Requests => Volatile.Read(ref _requests);

    /// <inheritdoc/>
    public IReadOnlyList<ProviderEntry> Entries => Volatile.Read(ref _entries);

    /// <inheritdoc/>
    public virtual IReadOnlySet<string> FreshHeaders { get; } = ImmutableHashSet<string>.Empty;

    /// <summary>The provider's clock.</summary>
    protected TimeProvider Time { get; }

    /// <summary>Opens the server.</summary>
    public async Task StartAsync()
    {
        await _server.StartAsync();
        Address = new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <inheritdoc/>
    public abstract bool Knows(WireFault fault);

    bool IProvider.IsAside(WireRequest request) => IsAside(request);

    /// <inheritdoc/>
    public void Inject(WireFault fault, int times = 1)
    {
        lock (_lock)
        {
            for (var i = 0; i < times; i++) _faults.Enqueue(fault);
        }
    }

    /// <inheritdoc/>
    public void Clear()
    {
        lock (_lock) _faults.Clear();
    }

    /// <inheritdoc/>
    public abstract Task<bool> ActAsync(BuyerAct act, string merchantId, PayRequest attempt, PayAction? action);

    /// <inheritdoc/>
    public abstract InboundNotification? NotifyPaid(string merchantId, string attemptNumber, NotificationForgery forgery = NotificationForgery.None);

    /// <inheritdoc/>
    public abstract InboundNotification? NotifyRefunded(string merchantId, string refundNumber);

    /// <inheritdoc/>
    public abstract bool Acknowledges(NotificationReply reply);

    /// <inheritdoc/>
    public abstract void MakeBill(string merchantId, DateOnly day);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Carries out a request and answers it. Called under the server's lock, so the books need none of their own; levers that touch the
    /// books take <see cref="Locked{T}"/>.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="fault">
    /// Null, or one of BadSignature, Unsigned, OtherOrder (book, then answer so), UnlistedCode, TooFrequent, NotPermitted, Refused (do
    /// not book, answer so). The other faults are the server's.
    /// </param>
    protected abstract WireAnswer Answer(WireRequest request, WireFault? fault);

    /// <summary>True for calls that faults leave alone: tokens and keys.</summary>
    /// <param name="request">The request.</param>
    protected virtual bool IsAside(WireRequest request) => false;

    /// <summary>Writes money that moved into the book.</summary>
    /// <param name="entry">The entry.</param>
    protected void Book(ProviderEntry entry)
    {
        lock (_lock) _entries = _entries.Add(entry);
    }

    /// <summary>Runs a lever under the lock that requests run under.</summary>
    protected T Locked<T>(Func<T> lever)
    {
        ArgumentNullException.ThrowIfNull(lever);
        lock (_lock) return lever();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var request = await ReadAsync(context);
        var (answer, fault) = Carry(request);
        switch (fault)
        {
            case WireFault.DropRequest or WireFault.DropAnswer:
                context.Abort();
                return;
            case WireFault.Stall:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
                return;
            case WireFault.Endless:
                await WriteEndlesslyAsync(context, answer!);
                return;
            default:
                await WriteAsync(context, answer!);
                return;
        }
    }

    private (WireAnswer? Answer, WireFault? Fault) Carry(WireRequest request)
    {
        lock (_lock)
        {
            _requests = _requests.Add(request);
            WireFault? fault = !IsAside(request) && _faults.TryDequeue(out var next) ? next : null;
            var answer = fault switch
            {
                WireFault.DropRequest => null,
                WireFault.ServerError => Page(500),
                WireFault.Redirect => new WireAnswer(302, [], null, new Dictionary<string, string> { ["Location"] = "http://127.0.0.2:9/elsewhere" }),
                WireFault.BadSignature or WireFault.Unsigned or WireFault.OtherOrder or WireFault.UnlistedCode or WireFault.TooFrequent
                    or WireFault.NotPermitted or WireFault.Refused => Answer(request, fault),
                _ => Answer(request, null),
            };
            return fault switch
            {
                WireFault.ServerErrorAfterBooking => (Page(502), fault),
                WireFault.Garbage => (answer! with { Body = "\u0001\u0002 no answer {[<"u8.ToArray() }, fault),
                WireFault.Truncated => (answer! with { Body = answer.Body[..(answer.Body.Length / 2)] }, fault),
                _ => (answer, fault),
            };
        }
    }

    private static WireAnswer Page(int status) => new(status, "<html><body>The service is not available.</body></html>"u8.ToArray(), "text/html");

    private static async Task<WireRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(", ", h.Value.ToArray()));
        return new(context.Request.Method, target, headers, body.ToArray());
    }

    // Eight megabytes and then nothing more: who reads within a bound has turned away by then, and who does not waits for ever.
    private static async Task WriteEndlesslyAsync(HttpContext context, WireAnswer answer)
    {
        const int Pieces = 128;
        context.Response.ContentType = answer.ContentType;
        var piece = new byte[64 * 1024];
        Array.Fill(piece, (byte)' ');
        try
        {
            for (var i = 0; i < Pieces; i++) await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The caller has turned away.
        }
    }

    private static async Task WriteAsync(HttpContext context, WireAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.ContentType is not null) context.Response.ContentType = answer.ContentType;
        foreach (var (name, value) in answer.Headers ?? ImmutableDictionary<string, string>.Empty) context.Response.Headers[name] = value;
        if (answer.Status is 204 or 304) return;
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body);
    }
}
