using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.PayPal.Settings;

namespace Router.Channel.PayPal.Http;

/// <summary>
/// The account's access token: kept until a minute before its end, fetched by one caller at a time. POST /v1/oauth2/token, Basic, grant
/// client_credentials. Whatever goes wrong here, the call that wanted the token was never sent.
/// </summary>
internal sealed class AccessTokens(PayPalSettings settings, IChannelHost host) : IDisposable
{
    private static readonly TimeSpan s_early = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile AccessToken? _kept;

    public Task<AccessToken> GetAsync(CancellationToken cancellationToken) =>
        Good(null) is { } kept ? Task.FromResult(kept) : FetchInTurnAsync(null, cancellationToken);

    /// <summary>Another token than the one that was refused.</summary>
    public Task<AccessToken> RenewAsync(AccessToken refused, CancellationToken cancellationToken) => FetchInTurnAsync(refused, cancellationToken);

    public void Dispose() => _turn.Dispose();

    private AccessToken? Good(AccessToken? refused) =>
        _kept is { } kept && !ReferenceEquals(kept, refused) && host.Time.GetUtcNow() < kept.GoodUntil ? kept : null;

    private async Task<AccessToken> FetchInTurnAsync(AccessToken? refused, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Good(refused) is { } kept) return kept;
            var fetched = await FetchAsync(cancellationToken);
            if (fetched.Trouble is null) _kept = fetched;
            return fetched;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<AccessToken> FetchAsync(CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, settings.ApiBase.AbsoluteUri.TrimEnd('/') + "/v1/oauth2/token");
        message.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{settings.ClientId}:{settings.ClientSecret}")));
        message.Headers.Accept.Add(new("application/json"));
        message.Content = new ByteArrayContent("grant_type=client_credentials"u8.ToArray());
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        try
        {
            using var response = await host.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return Read(await Answers.ReadAsync(response, 64 * 1024, cancellationToken));
        }
        catch (HttpRequestException exception)
        {
            return AccessToken.None(Answers.Trouble(exception));
        }
        catch (IOException)
        {
            return AccessToken.None(new(FaultStage.AfterSend, FaultBlame.Network, "token-broken", "The connection broke while the token was read."));
        }
    }

    private AccessToken Read(Exchange answer)
    {
        if (answer.Trouble is { } trouble) return AccessToken.None(trouble);
        if (!answer.IsOk)
        {
            var refusal = Refusal.Of(answer);
            var blame = answer.Status is 400 or 401 or 403 ? FaultBlame.Us : FaultBlame.Channel;
            return AccessToken.None(new(FaultStage.Answered, blame, refusal.Code, refusal.Message, answer.RetryAfter));
        }

        var value = answer.Body.Text("access_token");
        var lives = answer.Body.Member("expires_in");
        if (value is not { Length: > 0 and <= 8192 } || value.AsSpan().ContainsAnyExceptInRange('!', '~')
            || lives.ValueKind != JsonValueKind.Number || !lives.TryGetInt32(out var seconds) || seconds <= 0)
            return AccessToken.None(new(FaultStage.AfterSend, FaultBlame.Channel, "token-garbage", "The answer holds no token."));
        return new(value, host.Time.GetUtcNow() + TimeSpan.FromSeconds(seconds) - s_early, null);
    }
}
