using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Payments;
using Router.Hosting.Configuration;

namespace Router.Hosting.Operations;

/// <summary>Asks a channel instance how it signs, on the plugin's own thread and within its deadline.</summary>
internal sealed class SignatureTracing(ChannelCaller caller, LiveConfiguration configuration)
{
    public async Task<(SignatureTrace? Trace, RouterError? Error)> TraceAsync(string accountId, SignatureSample sample)
    {
        if (configuration.Current.Catalog.FindAccount(accountId) is not { } account)
            return (null, new("280203", 404, $"There is no account '{accountId}'."));
        var end = await caller.CallAsync(account, CallClass.Query, null, (lease, _) => Task.FromResult(new Shown((lease.Channel as ISignatureTrace)?.Trace(sample))));
        if (!end.HasReturned) return (null, RouterError.ChannelUnavailable(end.Why));
        return end.Answer is { Trace: { } trace }
            ? (trace, null)
            : (null, RouterError.Unsupported($"Channel {account.ChannelId} does not show how it signs."));
    }

    // A channel without the role is no mistake of its plugin.
    private sealed record Shown(SignatureTrace? Trace);
}
