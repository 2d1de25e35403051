using System.Net.Http.Headers;
using Router.Abstractions;
using Router.Channel.PayPal.Settings;

namespace Router.Channel.PayPal.Http;

/// <summary>
/// Calls the API with the account's token. A 401 says that nothing was carried out: then, and only then, the same bytes go out once more
/// with a fresh token.
/// </summary>
internal sealed class PayPalApi(PayPalSettings settings, AccessTokens tokens, IChannelHost host)
{
    private readonly string _base = settings.ApiBase.AbsoluteUri.TrimEnd('/');

    public async Task<Exchange> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(cancellationToken);
        if (token.Trouble is { } trouble) return new() { Trouble = trouble with { Stage = FaultStage.BeforeSend } };
        var answer = await SendOnceAsync(request, token, cancellationToken);
        if (answer.Status != 401) return answer;
        var fresh = await tokens.RenewAsync(token, cancellationToken);
        if (fresh.Trouble is not null) return answer;

        // The first one did reach PayPal, whatever becomes of the second.
        var again = await SendOnceAsync(request, fresh, cancellationToken);
        return again.IsNotSent ? answer : again;
    }

    private async Task<Exchange> SendOnceAsync(ApiRequest request, AccessToken token, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, _base + request.Path);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        message.Headers.Accept.Add(new("application/json"));
        message.Headers.UserAgent.Add(new("Router.Channel.PayPal", "1"));
        if (request.RequestId is { } id) message.Headers.Add("PayPal-Request-Id", id);
        if (request.Body is { } body)
        {
            message.Headers.Add("Prefer", "return=representation");
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        try
        {
            using var response = await host.Http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return await Answers.ReadAsync(response, request.MaxBytes, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            return new() { Trouble = Answers.Trouble(exception) };
        }
        catch (IOException)
        {
            return Exchange.Lost("broken", "The connection broke while the answer was read.", FaultBlame.Network);
        }
    }
}
