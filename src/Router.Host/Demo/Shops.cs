using System.Globalization;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Refunds;
using Router.Host.Demo.World;

namespace Router.Host.Demo;

/// <summary>The shops: they send payments at an even rate, and refund, close and switch as the request file says.</summary>
internal sealed class Shops(DemoHouse house, DemoOptions options, TimeProvider time, ShopCounts counts)
{
    private readonly IPaymentRouter _router = house.Get<IPaymentRouter>();
    private readonly IRefundRouter _refunds = house.Get<IRefundRouter>();
    private readonly SeededRandom _random = new(options.Seed ^ 0x5347_4F50UL);
    private readonly List<Task> _open = [];

    public List<Purchase> Purchases { get; } = [];

    public async Task RunAsync()
    {
        var requests = DemoRequest.All().ToArray();
        for (var index = 0; index < options.Payments; index++)
        {
            var place = index % requests.Length;
            if (place == 0) Shuffle(requests);
            var at = options.Start + TimeSpan.FromSeconds(index / options.Rate);
            if (at > time.GetUtcNow()) await Task.Delay(at - time.GetUtcNow(), time);
            var code = "28" + (_random.Next() % 10_000_000_000_000_000UL).ToString("D16", CultureInfo.InvariantCulture);
            var purchase = new Purchase(index, at, requests[place], code);
            Purchases.Add(purchase);
            _open.Add(BuyAsync(purchase));
            if (_open.Count > 1000) _open.RemoveAll(t => t.IsCompletedSuccessfully);
        }

        await Task.WhenAll(_open);
    }

    private async Task BuyAsync(Purchase purchase)
    {
        var answer = await _router.PayAsync(purchase.Command());
        if (answer.Payment is not { } payment)
        {
            counts.Refuse(answer.Error!);
            return;
        }

        Remember(purchase, payment);
        if (payment.IsFinal && payment.State != PaymentState.Succeeded) return;
        var request = purchase.Request;
        if (request.CloseAfterSeconds is { } close) await CloseAsync(purchase, TimeSpan.FromSeconds(close));
        if (request.Switch is { } wish) await SwitchAsync(purchase, wish);
        if (request.Refund is { } refund) await RefundAsync(purchase, refund);
    }

    private static void Remember(Purchase purchase, PaymentOrder payment)
    {
        purchase.PaymentId = payment.Id;
        if (payment.Attempts.Count == 0) return;
        var first = payment.Attempts[0];
        purchase.Account = first.AccountId;
        purchase.WasAnswered = first.State is AttemptState.Pending or AttemptState.Captured;
        purchase.Failovers = payment.Attempts.Count - 1;
    }

    private async Task CloseAsync(Purchase purchase, TimeSpan after)
    {
        await Task.Delay(after, time);
        counts.ClosesAsked++;
        var answer = await _router.CloseAsync(purchase.PaymentId!);
        if (answer.Payment?.State == PaymentState.Closed) counts.ClosesDone++;
        else if (answer.Payment?.State == PaymentState.Succeeded) counts.ClosesTooLate++;
        else counts.ClosesLeftOpen++;
    }

    private async Task SwitchAsync(Purchase purchase, DemoSwitch wish)
    {
        await Task.Delay(TimeSpan.FromSeconds(wish.AfterSeconds), time);
        counts.SwitchesAsked++;
        var answer = await _router.SwitchAsync(new SwitchCommand(purchase.PaymentId!, [wish.Method]));
        if (answer.Payment?.State == PaymentState.Succeeded) counts.SwitchesTooLate++;
        else if (answer.Error is null) counts.SwitchesDone++;
        else counts.SwitchesRefused++;
    }

    private async Task RefundAsync(Purchase purchase, DemoRefund wish)
    {
        for (var count = 1; count <= wish.Times; count++)
        {
            await Task.Delay(TimeSpan.FromSeconds(wish.AfterSeconds), time);
            var paid = (await _router.QueryAsync(purchase.PaymentId!)).Payment;
            if (paid?.State != PaymentState.Succeeded) return;
            counts.RefundsAsked++;
            var answer = await _refunds.RefundAsync(new RefundCommand
            {
                PaymentId = paid.Id,
                MerchantRefundNo = $"R{purchase.OrderNo}-{count}",
                AmountMinor = Math.Max(1, purchase.Request.Amount * wish.Percent / 100),
                IdempotencyKey = $"demo-refund-{purchase.OrderNo}-{count}",
                Reason = "returned",
            });
            if (answer.Refund is { } refund) purchase.RefundIds.Add(refund.Id);
            else counts.RefundsRefused++;
        }
    }

    private void Shuffle(DemoRequest[] requests)
    {
        for (var at = requests.Length - 1; at > 0; at--)
        {
            var other = _random.Below(at + 1);
            (requests[at], requests[other]) = (requests[other], requests[at]);
        }
    }
}

/// <summary>What the shops asked for and got.</summary>
internal sealed class ShopCounts
{
    private readonly SortedDictionary<string, int> _refused = new(StringComparer.Ordinal);

    /// <summary>Payments that were not even stored, by error code.</summary>
    public IReadOnlyDictionary<string, int> Refused => _refused;

    /// <summary>What the last of them was told.</summary>
    public string? LastRefusal { get; private set; }
    public int ClosesAsked { get; set; }
    public int ClosesDone { get; set; }
    public int ClosesTooLate { get; set; }
    public int ClosesLeftOpen { get; set; }
    public int SwitchesAsked { get; set; }
    public int SwitchesDone { get; set; }
    public int SwitchesTooLate { get; set; }
    public int SwitchesRefused { get; set; }
    public int RefundsAsked { get; set; }
    public int RefundsRefused { get; set; }

    public void Refuse(RouterError error)
    {
        _refused[error.Code] = _refused.GetValueOrDefault(error.Code) + 1;
        LastRefusal = error.Message;
    }
}
