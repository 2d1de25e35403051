using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Router.Abstractions;

namespace Router.TestKit.Tests.Planting;

/// <summary>Mistakes about notifications, secrets, accounts and cancellation.</summary>
internal static class TrustMistakes
{
    private const string Genuine = "a genuine notification is Verified with the book's amount, and acknowledged as the provider wants";
    private const string Forged = "a notification signed by another key, changed, unsigned or replayed is refused";
    private const string Secrets = "no secret, signature, token, code or card number is in a log, a state, a fault or another's action";

    public static IEnumerable<Mistake> All =>
    [
        new("a notification's signature is not checked", Forged) { In = c => c.Parsing = (n, token) => c.Good.ParseNotificationAsync(Resigned(c, n, n.Body.ToArray()), token) },
        new("no replay window", Forged)
        {
            Around = h => h.Time = (BentTime)(h.Shared["time"] = new BentTime(h.Time)),
            In = c => c.Parsing = async (n, token) =>
            {
                var bent = (BentTime)c.Shared["time"];
                bent.Shown = n.Headers.TryGetValue("acme-time", out var text) && long.TryParse(text, out var seconds) && seconds < 1L << 36 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
                var result = await c.Good.ParseNotificationAsync(n, token);
                bent.Shown = null;
                return result;
            },
        },
        new("another account's notification is taken for ours", "a notification for another account is refused or says whose it is")
        {
            In = c => c.Parsing = (n, token) => c.Good.ParseNotificationAsync(IsJson(n, out var json) ? Resigned(c, n, Ours(c, json)) : n, token),
        },
        new("only the time is signed", "a genuine notification with anything changed is refused or says the same")
        {
            In = c => c.Parsing = (n, token) => c.Good.ParseNotificationAsync(IsJson(n, out _) ? Resigned(c, n, n.Body.ToArray()) : n, token),
        },
        new("a refund's notification closes the payment", "a genuine notification of a refund is Verified with the refund's amount")
        {
            In = c => c.Parsing = async (n, token) =>
            {
                var result = await c.Good.ParseNotificationAsync(n, token);
                return result with { Events = [.. result.Events.Select(e => e.Refund is null ? e : e with { Attempt = new() { Status = AttemptStatus.Closed } })] };
            },
        },
        new("the sent amount for the notification's", "a notification with another amount says that amount")
        {
            In = c =>
            {
                c.Paying = r =>
                {
                    c.Shared[r.AttemptNumber] = r.Amount;
                    return r;
                };
                c.Parsing = async (n, token) =>
                {
                    var result = await c.Good.ParseNotificationAsync(n, token);
                    return result with { Events = [.. result.Events.Select(e => e.Attempt is null ? e : e with { Attempt = e.Attempt with { Captured = (Money)c.Shared[e.AttemptNumber] } })] };
                };
            },
        },
        new("an acknowledgement that the provider does not take", Genuine)
        {
            In = c => c.Parsing = async (n, token) => await c.Good.ParseNotificationAsync(n, token) with { Acknowledge = new(200, "text/plain", "success") },
        },
        new("a refusal that the provider takes for an acknowledgement", Genuine)
        {
            In = c => c.Parsing = async (n, token) => await c.Good.ParseNotificationAsync(n, token) with { Refuse = new(200, "text/plain", "ok") },
        },
        new("a parser that throws", "bytes that are no notification are Rejected and never throw")
        {
            In = c => c.Parsing = (n, token) => n.Body.Length == 0 ? throw new FormatException("nothing there") : c.Good.ParseNotificationAsync(n, token),
        },
        new("a parser that asks the provider", "a notification parser sends nothing but key calls, and not many")
        {
            In = c => c.Parsing = async (n, token) =>
            {
                await c.Good.QueryAsync(new() { AttemptNumber = "K0000001", Method = "acme.page", Amount = new(1, Currency.CNY), RequestTime = c.Host.Time.GetUtcNow(), State = ChannelState.Empty }, token);
                return await c.Good.ParseNotificationAsync(n, token);
            },
        },
        new("a secret in the log", Secrets) { In = c => c.Paid = r => Logged(c, Key(c), r) },
        new("a secret in the state", Secrets) { In = c => c.Prepared = (_, _) => new(1, $$"""{"key":"{{Key(c)}}"}""") },
        new("a signature in a fault", Secrets)
        {
            Around = h => h.Http = new(new Recording(h)),
            In = c => c.Paid = r => r.Fault is null ? r : r with { Fault = r.Fault with { RawMessage = "sent " + c.Shared["signature"] } },
        },
        new("a card number in the log", Secrets) { In = c => c.Paid = r => Logged(c, "card 4111111111111111", r) },
        new("one key shared by all accounts", "two accounts used at once never mix their keys, states and money")
        {
            Around = h =>
            {
                var own = h.Secret;
                h.Secret = name => (string)h.Shared.GetOrAdd(name.Contains("old", StringComparison.Ordinal) ? "old" : "key", _ => own(name));
            },
        },
        new("a secret that is missing is not named", "a secret that is missing or empty is named when the account is opened")
        {
            Around = h =>
            {
                var own = h.Secret;
                h.Secret = name =>
                {
                    try
                    {
                        return own(name);
                    }
                    catch (KeyNotFoundException)
                    {
                        return Convert.ToBase64String(new byte[32]);
                    }
                };
            },
        },
        new("a wrong secret is shown", "a secret that is no key, or another kind of key, is named and never shown")
        {
            Around = h =>
            {
                var own = h.Secret;
                h.Secret = name => own(name) is { Length: 44 } good ? good : throw new ChannelConfigurationException($"The secret {name} is '{own(name)}', which is no key.");
            },
        },
        new("a missing address is the official one", "a required setting that is missing is named when the account is opened")
        {
            With = a => a.Settings.TryGetProperty("apiBase", out _) ? a : a with { Settings = System.Text.Json.JsonDocument.Parse("""{"apiBase":"https://api.acme.example","key":"acme-main-key"}""").RootElement },
        },
        new("a key in the signature's trace", "a signature is traced without sending anything or showing a key") { In = c => c.Traced = t => t with { Canonical = t.Canonical + "&key=" + Key(c) } },
        new("an end in the local zone of long ago", "credentials have names, and ends that are known without asking anybody")
        {
            In = c => c.Credentials = [new("merchant certificate", new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), "Make a new one.")],
        },
        new("cancellation is not passed on", "a call that waits for its answer ends soon after it is cancelled") { In = c => c.Token = _ => CancellationToken.None },
        new("a cancelled call is sent", "a call that is cancelled before it begins sends nothing") { In = c => c.Token = _ => CancellationToken.None },
        new("preparing asks the provider", "preparing sends nothing and keeps little")
        {
            In = c => c.Prepared = (r, state) =>
            {
                c.Host.Http.GetAsync(new Uri(c.Account.Settings.GetProperty("apiBase").GetString()!)).GetAwaiter().GetResult().Dispose();
                return state;
            },
        },
    ];

    private static string Key(MistakenChannel c) => c.Host.GetSecret(c.Account.Settings.GetProperty("key").GetString()!);

    private static ChannelResult Logged(MistakenChannel c, string text, ChannelResult result)
    {
        c.Host.Log(ChannelLogLevel.Debug, "Paying with " + text);
        return result;
    }

    private static bool IsJson(InboundNotification n, out JsonObject json)
    {
        try
        {
            json = JsonNode.Parse(n.Body.Span) as JsonObject ?? [];
            return json.ContainsKey("merchant");
        }
        catch (System.Text.Json.JsonException)
        {
            json = [];
            return false;
        }
    }

    private static byte[] Ours(MistakenChannel c, JsonObject json)
    {
        json["merchant"] = c.Account.MerchantId;
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    }

    private static InboundNotification Resigned(MistakenChannel c, InboundNotification n, byte[] body)
    {
        var time = n.Headers.GetValueOrDefault("acme-time") ?? c.Host.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] text = [.. Encoding.UTF8.GetBytes($"NOTIFY\n\n{time}\n"), .. body];
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromBase64String(Key(c)), text));
        return new(body, new Dictionary<string, string>(n.Headers) { ["acme-time"] = time, ["acme-signature"] = signature }, n.Query);
    }

    private sealed class BentTime(TimeProvider time) : TimeProvider
    {
        public DateTimeOffset? Shown { get; set; }

        public override DateTimeOffset GetUtcNow() => Shown ?? time.GetUtcNow();
    }

    private sealed class Recording(MistakenHost host) : HttpMessageHandler
    {
        private readonly HttpClient _inner = host.Http;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            host.Shared["signature"] = request.Headers.GetValues("acme-signature").First();
            var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
            foreach (var header in request.Headers) copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
            return await _inner.SendAsync(copy, cancellationToken);
        }
    }
}
