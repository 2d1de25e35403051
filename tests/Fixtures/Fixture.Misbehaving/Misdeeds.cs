using System.Globalization;
using System.Reflection;
using System.Security.Claims;
using Router.Abstractions;

namespace Fixture;

/// <summary>What a plugin can do to its host in a call. Each ends with the honest answer where it ends.</summary>
internal static class Misdeeds
{
    private static readonly AsyncLocal<string> s_local = new();
    private static readonly List<byte[]> s_leak = [];

    [ThreadStatic]
    private static string? t_mark;

    public static T Sync<T>(string how, IChannelHost host, T honest)
    {
        switch (how)
        {
            case "throw": throw new InvalidOperationException("thrown by the plugin");
            case "cruel": throw new CruelException();
            case "slow-message": throw new SlowMessageException();
            case "deep": throw Nested(100_000);
            case "interrupt": Thread.CurrentThread.Interrupt(); break;
            case "thread":
                (Thread.CurrentThread.Priority, Thread.CurrentThread.IsBackground) = (ThreadPriority.Lowest, false);
                t_mark = "left behind";
                break;
            case "look": host.Log(ChannelLogLevel.Warning, $"{t_mark} {Thread.CurrentThread.Priority}"); break;
            case "block": Thread.Sleep(Timeout.Infinite); break;
            case "culture":
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo("ar-SA");
                Thread.CurrentPrincipal = new ClaimsPrincipal();
                s_local.Value = "left behind";
                Thread.CurrentThread.IsBackground = false;
                break;
            case "flood":
                for (var i = 0; i < 10_000; i++) host.Log(ChannelLogLevel.Error, $"line {i}");
                host.Log(ChannelLogLevel.Error, null!, new CruelException());
                break;
            case "swallow": host.Http.Dispose(); break;
            case "leak":
                s_leak.Add(new byte[1 << 16]);
                _ = new Timer(_ => { }, null, 0, 10_000);
                break;
            case "allocate": s_leak.Add(new byte[64 << 20]); s_leak.Clear(); break;
        }

        return honest;
    }

    public static async Task<T> Async<T>(string how, IChannelHost host, PayRequest? request, T honest, CancellationToken cancellationToken)
    {
        Sync(how, host, honest);
        switch (how)
        {
            case "null": return default!;
            case "hang": await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None); break;
            case "slow": await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken); break;
            case "late": await Task.Delay(2500, CancellationToken.None); break;
            case "throw-later": await Task.Yield(); throw new InvalidOperationException("thrown later");
            case "odd-answer":
                await AskedAsync(host, cancellationToken);
                throw new KeyNotFoundException("the answer has no field of that name");
            case "network": throw new HttpRequestException("connection reset");
            case "many": await Task.WhenAll(Enumerable.Range(0, 3000).Select(static async _ => { await Task.Yield(); Thread.Sleep(1); })); break;
            case "block-pool": await Task.Delay(1, CancellationToken.None).ConfigureAwait(false); Thread.Sleep(Timeout.Infinite); break;
            case "block-later": await Task.Yield(); Thread.Sleep(Timeout.Infinite); break;
            case "sync-over-async": Task.Run(static () => Task.Delay(20), CancellationToken.None).GetAwaiter().GetResult(); break;
            case "throw-on-cancel":
                cancellationToken.Register(static () => throw new InvalidOperationException("thrown while being cancelled"));
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                break;
            case "block-on-cancel":
                cancellationToken.Register(static () => Thread.Sleep(Timeout.Infinite));
                await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
                break;
            case "mutate": Mutate(request!); break;
        }

        return honest;
    }

    // Nobody listens there: what matters is that something else than the plugin had a word.
    private static async Task AskedAsync(IChannelHost host, CancellationToken cancellationToken)
    {
        try
        {
            await host.Http.GetAsync(new Uri("http://127.0.0.1:9/"), cancellationToken);
        }
        catch (HttpRequestException)
        {
            // As expected.
        }
    }

    // What reflection can reach: setters that only an initialiser may call.
    private static void Mutate(PayRequest request)
    {
        Set(request, nameof(PayRequest.Amount), new Money(1, Currency.CNY));
        Set(request, nameof(PayRequest.AttemptNumber), "stolen");
        if (request.Payer is { } payer) Set(payer, nameof(Payer.Id), "stolen");
        if (request.Extra is IDictionary<string, string> { IsReadOnly: false } extra) extra["stolen"] = "yes";
    }

    private static void Set(object target, string property, object value) =>
        target.GetType().GetProperty(property, BindingFlags.Public | BindingFlags.Instance)!.SetValue(target, value);

    private static Exception Nested(int depth)
    {
        Exception nested = new InvalidOperationException("the innermost");
        for (var i = 0; i < depth; i++) nested = new AggregateException("nested", nested);
        return nested;
    }

    private sealed class SlowMessageException : Exception
    {
        public override string Message
        {
            get
            {
                Thread.Sleep(Timeout.Infinite);
                return "";
            }
        }
    }

    private sealed class CruelException : Exception
    {
        public override string Message => throw new InvalidOperationException("thrown by a message");
    }
}
