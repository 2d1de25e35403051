using System.Collections.Immutable;
using System.Text;
using Router.Abstractions;
using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.Stripe;

/// <summary>
/// Stripe as a merchant's server sees it: payment intents, refunds, balance transactions, events. Written from the public API reference;
/// strict about parameters, keys and idempotency. Test mode only, as the real one is for anybody who tries.
/// </summary>
public sealed class StripeSimulator : ProviderSimulator, IProvider
{
    private static readonly TimeSpan s_keptFor = TimeSpan.FromHours(24);

    private readonly Dictionary<string, SimAccount> _accounts = new(StringComparer.Ordinal);
    private readonly HttpClient _webhooks = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly SimTill _till;
    private readonly SimIntents _intents;
    private readonly SimEvents _events;

    /// <summary>Makes the provider; <see cref="ProviderSimulator.StartAsync"/> opens it.</summary>
    /// <param name="time">The provider's clock.</param>
    /// <param name="address">Where to listen.</param>
    public StripeSimulator(TimeProvider time, string address = "http://127.0.0.1:0")
        : base(time, address)
    {
        _till = new(time, Book);
        _intents = new(_till, () => Address);
        _events = new(time);
    }

    /// <summary>True: events go to merchants' endpoints by themselves, where those are plain http on a loopback address.</summary>
    public bool DeliverNotifications { get; set; }

    /// <summary>The most items of one page; smaller pages than the caller asked for are allowed.</summary>
    public int PageMax { get; set; } = 100;

    /// <summary>Opens an account.</summary>
    /// <param name="merchant">The account.</param>
    public void Register(StripeMerchant merchant) => Locked(() => _accounts[merchant.AccountId] = new(merchant));

    /// <inheritdoc/>
    public override bool Knows(WireFault fault) => fault is not (WireFault.BadSignature or WireFault.Unsigned);

    /// <inheritdoc/>
    public bool Knows(WireFault fault, WireCall call, string method) => Knows(fault) && fault switch
    {
        // Nothing of a balance transaction tells whose it is.
        WireFault.OtherOrder => call != WireCall.Bill,
        // A new intent for the buyer's page is refused for nobody's card.
        WireFault.Refused => call is WireCall.Refund || (call is WireCall.Pay && method != "card.inpage"),
        _ => true,
    };

    /// <inheritdoc/>
    public override Task<bool> ActAsync(BuyerAct act, string merchantId, PayRequest attempt, PayAction? action) => Task.FromResult(Locked(() =>
    {
        var account = _accounts[merchantId];
        var secret = action?.Fields?.GetValueOrDefault("client_secret");
        var intent = secret is not null
            ? account.Intents.Find(i => i.ClientSecret == secret)
            : account.Intents.Find(i => i.ActionUrl is not null && i.ActionUrl == action?.Content);
        return intent is not null && Acted(account, intent, act == BuyerAct.Pay);
    }));

    /// <inheritdoc/>
    public override InboundNotification? NotifyPaid(string merchantId, string attemptNumber, NotificationForgery forgery = NotificationForgery.None) => Locked(() =>
    {
        var (account, intent) = Paid(merchantId, attemptNumber);
        var merchant = account.Merchant;
        var received = forgery == NotificationForgery.OtherAmount ? intent.Received + 100 : intent.Received;
        var signedFor = forgery == NotificationForgery.OtherAccount ? _accounts.Values.First(a => a.Merchant.AccountId != merchantId).Merchant : merchant;
        var body = _events.Body(signedFor, "payment_intent.succeeded", json => SimJson.Intent(json, intent, false, received));
        var age = forgery == NotificationForgery.Replayed ? TimeSpan.FromDays(1) : TimeSpan.Zero;
        return forgery switch
        {
            NotificationForgery.WrongKey => _events.Signed(body, age, "whsec_made_up_by_somebody_else"),
            NotificationForgery.Unsigned => new InboundNotification(body, new Dictionary<string, string> { ["content-type"] = "application/json" }, ""),
            NotificationForgery.ChangedBody => _events.Signed(body, age, merchant.WebhookSecret) with { Body = Greater(body, intent.Received) },
            _ => _events.Signed(body, age, signedFor.WebhookSecret, signedFor.RolledWebhookSecret),
        };
    });

    /// <inheritdoc/>
    public override InboundNotification? NotifyRefunded(string merchantId, string refundNumber) => Locked(() =>
    {
        var account = _accounts[merchantId];
        var refund = account.Refunds.First(r => r.Metadata.GetValueOrDefault("refund") == refundNumber);
        return Signed(account, refund.Status == "failed" ? "refund.failed" : "refund.updated", json => SimJson.Refund(json, refund));
    });

    /// <summary>An event about an attempt as it stands.</summary>
    /// <param name="merchantId">The account.</param>
    /// <param name="attemptNumber">The attempt.</param>
    /// <param name="type">payment_intent.canceled and the like.</param>
    public InboundNotification Notify(string merchantId, string attemptNumber, string type) => Locked(() =>
    {
        var (account, intent) = Paid(merchantId, attemptNumber);
        return Signed(account, type, json => SimJson.Intent(json, intent, false));
    });

    /// <summary>Changes what became of a refund: failed or canceled give the money back to the merchant.</summary>
    /// <param name="merchantId">The account.</param>
    /// <param name="refundNumber">The refund.</param>
    /// <param name="status">pending, requires_action, succeeded, failed or canceled.</param>
    public void SetRefund(string merchantId, string refundNumber, string status) => Locked(() =>
        _accounts[merchantId].Refunds.First(r => r.Metadata.GetValueOrDefault("refund") == refundNumber).Status = status);

    /// <summary>The payment that a slow card works on ends.</summary>
    /// <param name="merchantId">The account.</param>
    /// <param name="attemptNumber">The attempt.</param>
    public void FinishProcessing(string merchantId, string attemptNumber) => Locked(() =>
    {
        var (account, intent) = Paid(merchantId, attemptNumber);
        _till.Charge(account, intent);
        return true;
    });

    /// <summary>How many intents an account has with an attempt's number, whatever their state.</summary>
    /// <param name="merchantId">The account.</param>
    /// <param name="attemptNumber">The attempt.</param>
    public IReadOnlyList<string> StatusesOf(string merchantId, string attemptNumber) => Locked(() =>
        _accounts[merchantId].Intents.Where(i => i.Metadata.GetValueOrDefault("attempt") == attemptNumber).Select(i => i.Status).ToList());

    /// <inheritdoc/>
    public override bool Acknowledges(NotificationReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return reply.StatusCode is >= 200 and < 300;
    }

    /// <inheritdoc/>
    public override void MakeBill(string merchantId, DateOnly day) => Locked(() =>
    {
        // Balance transactions are there at once; the night adds the payout.
        var account = _accounts[merchantId];
        var at = new DateTimeOffset(day, new TimeOnly(23, 59), TimeSpan.Zero).ToUnixTimeSeconds();
        account.Balance.Add(new(account.NextId("txn"), "payout", "payout", -1_000, 0, "usd", at));
        return true;
    });

    /// <inheritdoc/>
    protected override bool IsAside(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Target.StartsWith("/pages/", StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    protected override WireAnswer Answer(WireRequest request, WireFault? fault)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            if (IsAside(request)) return Page(request);
            var account = Authenticate(request);
            if (SimFaults.Error(fault) is { } trouble) throw new SimFailure(trouble);
            if (request.Method != "POST") return Of(200, Get(account, request, fault));
            var answer = Post(account, request, fault);
            return fault == WireFault.OtherOrder ? answer with { Status = 200, Body = SimFaults.Other(account, answer.Body, _till) } : answer;
        }
        catch (SimFailure failure)
        {
            return Failed(failure.Error);
        }
    }

    private SimAccount Authenticate(WireRequest request)
    {
        var key = request.Headers.GetValueOrDefault("authorization") ?? "";
        if (!key.StartsWith("Bearer ", StringComparison.Ordinal))
            throw new SimFailure(new(401, "invalid_request_error", null, "You did not provide an API key."));
        var owners = _accounts.Values.Where(a => a.Merchant.SecretKey == key["Bearer ".Length..]).ToList();
        if (owners.Count == 0) throw new SimFailure(SimFaults.Error(WireFault.NotPermitted)!);
        var on = request.Headers.GetValueOrDefault("stripe-account");
        var account = on is null ? owners.Find(a => a.Merchant.Platform is null) : owners.Find(a => a.Merchant.AccountId == on);
        if (account is null) throw new SimFailure(new(403, "invalid_request_error", "account_invalid", "The provided key does not have access to this account."));
        if (request.Headers.GetValueOrDefault("stripe-version") is not { Length: >= 10 }) throw new SimFailure(SimError.Invalid("parameter_missing", "Stripe-Version", "This simulator wants the version pinned."));
        return account;
    }

    private WireAnswer Post(SimAccount account, WireRequest request, WireFault? fault)
    {
        if (request.Headers.GetValueOrDefault("content-type") != "application/x-www-form-urlencoded")
            throw new SimFailure(new(400, "invalid_request_error", null, "Bodies are forms."));
        var key = request.Headers.GetValueOrDefault("idempotency-key");
        var body = Encoding.UTF8.GetString(request.Body);
        if (key is null) return Run(account, request, body, fault).Answer;
        if (key.Length is 0 or > 255) throw new SimFailure(new(400, "invalid_request_error", null, "Idempotency keys have 1 to 255 characters."));
        if (account.Kept.TryGetValue(key, out var kept) && Time.GetUtcNow() < kept.At + s_keptFor)
        {
            if (kept.Target != request.Target || kept.Body != body)
                throw new SimFailure(new(400, "idempotency_error", null, "Keys for idempotent requests can only be used with the same parameters they were first used with."));
            return kept.Answer with { Headers = new Dictionary<string, string> { ["Idempotent-Replayed"] = "true" } };
        }

        var (answer, isRemembered) = Run(account, request, body, fault);
        if (isRemembered) account.Kept[key] = new(request.Target, body, answer, Time.GetUtcNow());
        return answer;
    }

    private (WireAnswer Answer, bool IsRemembered) Run(SimAccount account, WireRequest request, string body, WireFault? fault)
    {
        try
        {
            return (Of(200, Execute(account, request.Target.Split('/', StringSplitOptions.RemoveEmptyEntries), new SimForm(body), fault)), true);
        }
        catch (SimFailure failure)
        {
            return (Failed(failure.Error), failure.Error.IsRemembered);
        }
    }

    private byte[] Execute(SimAccount account, string[] path, SimForm form, WireFault? fault)
    {
        switch (path)
        {
            case ["v1", "payment_intents"]:
                var made = _intents.Create(account, form);
                if (fault == WireFault.Refused) made.DeclineNext = "pm_card_visa_chargeDeclinedInsufficientFunds";
                return SimJson.Write(json => SimJson.Intent(json, made, false));
            case ["v1", "payment_intents", var id, var verb]:
                var intent = account.Find(id);
                _ = verb switch
                {
                    "confirm" => _intents.Confirm(account, intent, form),
                    "capture" => _intents.Capture(account, intent, form),
                    "cancel" => SimIntents.Cancel(intent, form),
                    _ => throw Unrecognized(),
                };
                Announce(account, intent);
                return SimJson.Write(json => SimJson.Intent(json, intent, form.Expands("latest_charge")));
            case ["v1", "refunds"]:
                var refund = Refund(account, form, fault);
                return SimJson.Write(json => SimJson.Refund(json, refund));
            default:
                throw Unrecognized();
        }
    }

    private SimRefund Refund(SimAccount account, SimForm form, WireFault? fault)
    {
        var intent = account.Find(form.Must("payment_intent"));
        var amount = form.Whole("amount") ?? (intent.Received - intent.Refunded);
        var reason = form.OneOf("reason", "duplicate", "fraudulent", "requested_by_customer") ?? "requested_by_customer";
        var metadata = form.Metadata();
        form.NothingElse();
        if (intent.Charge is null || intent.Received == 0) throw new SimFailure(new(400, "invalid_request_error", null, "This PaymentIntent does not have a successful charge to refund."));
        if (intent.Refunded == intent.Received) throw new SimFailure(new(400, "invalid_request_error", "charge_already_refunded", $"Charge {intent.Charge.Id} has already been refunded."));
        if (amount < 1 || !StripeMoney.IsWhole(intent.Currency, amount)) throw new SimFailure(SimError.Invalid("parameter_invalid_integer", "amount", "Invalid refund amount."));
        if (amount > intent.Received - intent.Refunded) throw new SimFailure(new(400, "invalid_request_error", null, "Refund amount is greater than unrefunded amount on charge."));
        if (fault == WireFault.Refused) throw new SimFailure(new(400, "invalid_request_error", null, "Insufficient funds in your Stripe balance to refund this amount."));
        var refund = _till.Refund(account, intent, amount, reason, metadata);
        Deliver(account, () => Signed(account, "refund.updated", json => SimJson.Refund(json, refund)));
        return refund;
    }

    private byte[] Get(SimAccount account, WireRequest request, WireFault? fault)
    {
        var parts = request.Target.Split('?', 2);
        var form = new SimForm(parts.Length > 1 ? parts[1] : "");
        var body = Look(account, parts[0].Split('/', StringSplitOptions.RemoveEmptyEntries), form);
        return fault == WireFault.OtherOrder ? SimFaults.Other(account, body, _till) : body;
    }

    private byte[] Look(SimAccount account, string[] path, SimForm form)
    {
        switch (path)
        {
            case ["v1", "payment_intents"]:
                var expands = form.Expands("data.latest_charge");
                var (intents, moreIntents) = SimLists.Page(SimLists.Created(account.Intents, form, i => i.Created), form, i => i.Id, PageMax);
                return SimJson.List("/v1/payment_intents", intents, moreIntents, (json, item) => SimJson.Intent(json, item, expands));
            case ["v1", "payment_intents", "search"]:
                var query = form.Must("query");
                var hits = account.Intents.Where(i => query == $"metadata['attempt']:'{i.Metadata.GetValueOrDefault("attempt")}'");
                var (found, moreFound) = SimLists.Page(hits, form, i => i.Id, PageMax);
                return SimJson.List("/v1/payment_intents/search", found, moreFound, (json, item) => SimJson.Intent(json, item, false), "search_result");
            case ["v1", "payment_intents", var id]:
                var intent = account.Find(id);
                var isExpanded = form.Expands("latest_charge");
                form.NothingElse();
                return SimJson.Write(json => SimJson.Intent(json, intent, isExpanded));
            case ["v1", "refunds"]:
                var of = form.Must("payment_intent");
                var (refunds, moreRefunds) = SimLists.Page(account.Refunds.Where(r => r.Intent.Id == of), form, r => r.Id, PageMax);
                return SimJson.List("/v1/refunds", refunds, moreRefunds, SimJson.Refund);
            case ["v1", "refunds", var id]:
                var refund = account.Refunds.Find(r => r.Id == id)
                    ?? throw new SimFailure(new(404, "invalid_request_error", "resource_missing", $"No such refund: '{id}'", Param: "id"));
                return SimJson.Write(json => SimJson.Refund(json, refund));
            case ["v1", "balance_transactions"]:
                var expandsSource = form.Expands("data.source");
                var (entries, moreEntries) = SimLists.Page(SimLists.Created(account.Balance.OrderBy(e => e.Created), form, e => e.Created), form, e => e.Id, PageMax);
                return SimJson.List("/v1/balance_transactions", entries, moreEntries, (json, item) => SimJson.Entry(json, item, expandsSource));
            case ["v1", "balance"]:
                return """{"object":"balance","available":[],"livemode":false,"pending":[]}"""u8.ToArray();
            default:
                throw Unrecognized();
        }
    }

    // What a person sees who follows the redirect: /pages/authenticate/{intent}, then …/approve or …/fail.
    private WireAnswer Page(WireRequest request)
    {
        var path = request.Target.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is not ["pages", "authenticate", var id, ..]) return Of(404, []);
        var account = _accounts.Values.FirstOrDefault(a => a.Intents.Exists(i => i.Id == id));
        if (account is null) return Of(404, []);
        var intent = account.Find(id);
        if (path.Length == 3)
            return new(200, Encoding.UTF8.GetBytes($"<html><body><a href=\"/pages/authenticate/{id}/approve\">Approve</a> <a href=\"/pages/authenticate/{id}/fail\">Fail</a></body></html>"), "text/html");
        Acted(account, intent, path[3] == "approve");
        return new(303, [], null, new Dictionary<string, string> { ["Location"] = intent.ReturnUrl ?? Address.AbsoluteUri });
    }

    private bool Acted(SimAccount account, SimIntent intent, bool isGood)
    {
        if (!_intents.BuyerPays(account, intent, isGood)) return false;
        Announce(account, intent);
        return true;
    }

    private void Announce(SimAccount account, SimIntent intent) => Deliver(account, () => Signed(account, "payment_intent." + intent.Status switch
    {
        "requires_capture" => "amount_capturable_updated",
        "requires_payment_method" => "payment_failed",
        _ => intent.Status,
    }, json => SimJson.Intent(json, intent, false)));

    private void Deliver(SimAccount account, Func<InboundNotification> make)
    {
        if (!DeliverNotifications || account.Merchant.WebhookUrl is not { Scheme: "http", IsLoopback: true } url) return;
        var notification = make();
        _ = Task.Run(async () =>
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(notification.Body) };
            foreach (var (name, value) in notification.Headers)
                if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content.Headers.TryAddWithoutValidation(name, value);
            try
            {
                using var _ = await _webhooks.SendAsync(message);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // Nobody listens: the real one would try again for three days.
            }
        });
    }

    private InboundNotification Signed(SimAccount account, string type, Action<System.Text.Json.Utf8JsonWriter> subject) =>
        _events.Signed(_events.Body(account.Merchant, type, subject), TimeSpan.Zero, account.Merchant.WebhookSecret, account.Merchant.RolledWebhookSecret);

    private (SimAccount Account, SimIntent Intent) Paid(string merchantId, string attemptNumber)
    {
        var account = _accounts[merchantId];
        return (account, account.Intents.Last(i => i.Metadata.GetValueOrDefault("attempt") == attemptNumber));
    }

    private static byte[] Greater(byte[] body, long received) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body)
        .Replace($"\"amount_received\": {received}", $"\"amount_received\": {received + 1_000}", StringComparison.Ordinal));

    private static SimFailure Unrecognized() => new(new(404, "invalid_request_error", null, "Unrecognized request URL.") { IsRemembered = false });

    private static WireAnswer Failed(SimError error) => Of(error.Status, SimJson.Error(error)) with
    {
        Headers = error.Status == 429 ? new Dictionary<string, string> { ["Retry-After"] = "2", ["Stripe-Should-Retry"] = "true" } : ImmutableDictionary<string, string>.Empty,
    };

    private static WireAnswer Of(int status, byte[] body) => new(status, body, "application/json");
}
