using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class RoleCases
{
    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("a probe tells a channel that is well from one that is not, and moves nothing", Probe),
        new("a signature is traced without sending anything or showing a key", Trace),
        new("credentials have names, and ends that are known without asking anybody", Ends),
    ];

    private static async Task Probe(ChannelBench bench)
    {
        if (bench.Main.Channel is not IProbe probe)
        {
            bench.LeaveOut("the channel has no role IProbe");
            return;
        }

        var well = await probe.ProbeAsync(CancellationToken.None);
        Promise.Keep(well is null, "a probe of a channel that is well", "no fault", $"{well?.RawCode}: {well?.RawMessage}", "Ask something that every merchant may ask.");
        bench.Main.Host.RefusesConnections = true;
        var refused = await AskAsync(probe);
        bench.Main.Host.RefusesConnections = false;
        Promise.Keep(refused is not null, "a probe whose connection is refused", "a fault", "none", "A probe that cannot be sent is no good sign.");
        var before = bench.Provider.Requests.Count;
        bench.Provider.Inject(WireFault.ServerError);
        var broken = await AskAsync(probe);
        bench.Provider.Clear();
        // A probe that fetches a token meets no fault: those leave token calls alone.
        Promise.Keep(broken is not null || bench.ArrivedSince(before).Count == 0, "a probe that is answered with HTTP 500", "a fault", "none", "Only an authentic answer is a good sign.");
        Promise.Keep(bench.Provider.Entries.Count == 0, "a probe", "no money to move", Promise.Show(bench.Provider.Entries), "Ask, and never pay.");
    }

    private static async Task<ChannelFault?> AskAsync(IProbe probe)
    {
        try
        {
            return await probe.ProbeAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new(FaultStage.AfterSend, FaultBlame.Network, "exception", e.Message);
        }
    }

    private static Task Trace(ChannelBench bench)
    {
        if (bench.Main.Channel is not ISignatureTrace trace)
        {
            bench.LeaveOut("the channel has no role ISignatureTrace");
            return Task.CompletedTask;
        }

        var canaries = new Canaries(bench, []);
        foreach (var body in new[] { """{"amount":"1.00"}""", "a=1&b=2", "" })
        {
            var before = bench.Main.Host.Sent;
            var sample = new SignatureSample("POST", "/sample?a=1", body, ChannelBench.Start, "5K8264ILTKCH16CQ2502SI8ZNMTM67VS");
            var (first, second) = (trace.Trace(sample), trace.Trace(sample));
            Promise.Keep(bench.Main.Host.Sent == before, "a signature's trace", "nothing to be sent", "a request", "Sign the sample in memory.");
            Promise.Keep(first.Canonical == second.Canonical && first.KeyFingerprint == second.KeyFingerprint, "a signature traced twice", "the same text", "another one", "Take time and nonce from the sample.");
            Promise.Keep(first is { Scheme.Length: > 0, KeyFingerprint.Length: > 0 }, "a signature's trace", "the scheme and the key's fingerprint", "one of them empty", "People compare it with the provider's console.");
            var seen = canaries.In(string.Join('\n', first.Canonical, first.KeyFingerprint, first.KeySerial, first.BodyHash, first.Signature), isAction: true);
            Promise.Keep(seen is null, "a signature's trace", "no key in it", seen ?? "", "Show the fingerprint, never the key; blot a key out of the canonical text.");
        }

        return Task.CompletedTask;
    }

    private static Task Ends(ChannelBench bench)
    {
        if (bench.Main.Channel is not ICredentials credentials)
        {
            bench.LeaveOut("the channel has no role ICredentials");
            return Task.CompletedTask;
        }

        var before = bench.Main.Host.Sent;
        foreach (var credential in credentials.Credentials)
        {
            Promise.Keep(
                credential is { Name.Length: > 0, Renewal.Length: > 0 }, "a credential", "a name and what to do before it ends", "one of them empty", "The operator reads it in an alarm.");
            Promise.Keep(
                credential.ExpiresAt > ChannelBench.Start, $"the credential {credential.Name}", $"an end after {ChannelBench.Start:O}", $"{credential.ExpiresAt:O}", "Mind UTC: NotAfter is local time.");
        }

        Promise.Keep(bench.Main.Host.Sent == before, "the credentials", "nothing to be sent", "a request", "Tell what is in memory.");
        return Task.CompletedTask;
    }
}
