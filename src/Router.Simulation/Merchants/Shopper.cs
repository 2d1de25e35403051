using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Refunds;
using Router.Simulation.Banking;
using Router.Simulation.Checks;
using Router.Simulation.Faults;
using Router.Simulation.Nodes;
using Router.Simulation.World;

namespace Router.Simulation.Merchants;

/// <summary>
/// One merchant's client: asks, repeats what was not answered, ends, switches, goes on and gives back. It writes down what it was answered
/// and knows nothing else of the engine.
/// </summary>
internal sealed class Shopper(SimWorld world, FaultPlan faults, Draw draw, History history, Findings findings, Func<SimNode?> anyNode)
{
    private const int Tries = 6;
    private static readonly Uri s_told = new("https://shop.example/notify");

    public async Task BuyAsync(string orderNo, TimeSpan start)
    {
        await Pause(start);
        var purchase = history.Open(orderNo, 100 + draw.Below(100_000));
        var command = Command(purchase, orderNo + "-k1");
        var repeated = faults.Draws(FaultKind.ClientRepeats, draw) ? PayAsync(purchase, command, draw.Between(0, 8)) : Task.CompletedTask;
        var second = faults.Draws(FaultKind.ClientSecondOrder, draw) ? SecondAsync(purchase, command) : Task.CompletedTask;
        await PayAsync(purchase, command, TimeSpan.Zero);
        if (purchase.OrderOfKey.TryGetValue(command.IdempotencyKey, out var id)) await GoOnAsync(purchase, id, command.Terms.Methods[0]);
        await repeated;
        await second;
        if (id is not null) await RefundsAsync(purchase, id);
    }

    private PayCommand Command(Purchase purchase, string key)
    {
        var method = draw.Of(Methods.All);
        var other = draw.Of(Methods.All);
        return new()
        {
            Terms = new()
            {
                Merchant = "shop",
                MerchantOrderNo = purchase.OrderNo,
                Amount = new Money(purchase.Amount, Currency.CNY),
                Description = purchase.OrderNo,
                Methods = draw.Chance(0.3) && other != method ? [method, other] : [method],
                MerchantNotifyUrl = s_told,
            },
            IdempotencyKey = key,
            Validity = draw.Between(60, 600),
        };
    }

    private async Task PayAsync(Purchase purchase, PayCommand command, TimeSpan after)
    {
        await Pause(after);
        for (var tries = 0; tries < Tries; tries++)
        {
            var answer = await AskAsync(node => node.Payments.PayAsync(command));
            if (answer is not null) Note(purchase, answer, answer.Error is null ? command.IdempotencyKey : null);
            if (answer is { Error: null } or { Error.Status: not (503 or 409) }) return;
            await Pause(draw.Between(0.3, 5));
        }
    }

    // The same number under another key, and the same key for another amount: neither may make a second charge.
    private async Task SecondAsync(Purchase purchase, PayCommand command)
    {
        await PayAsync(purchase, command with { IdempotencyKey = purchase.OrderNo + "-k2" }, draw.Between(0, 120));
        if (!purchase.OrderOfKey.ContainsKey(command.IdempotencyKey)) return;
        var other = command with { Terms = command.Terms with { Amount = new Money(purchase.Amount + 1, Currency.CNY) } };
        var answer = await AskAsync(node => node.Payments.PayAsync(other));
        if (answer is { Error: null })
            findings.Add("I9", purchase.OrderNo, "a key was taken twice with different amounts");
    }

    private async Task GoOnAsync(Purchase purchase, string id, string method)
    {
        var ends = faults.Draws(FaultKind.ClientEnds, draw) ? EndAsync(purchase, id) : Task.CompletedTask;
        if (faults.Draws(FaultKind.ClientSwitches, draw))
        {
            await Pause(draw.Between(0.5, 60));
            method = draw.Of(Methods.All);
            purchase.EndAsked = true;
            Note(purchase, await AskAsync(node => node.Payments.SwitchAsync(new(id, [method]))), null);
        }

        var steps = method is "sim.quick" ? 1 + draw.Below(3) : method is "sim.capture" || faults[FaultKind.RiskGate] > 0 ? draw.Below(3) : 0;
        for (var step = 0; step < steps; step++)
        {
            await Pause(draw.Between(0.5, 20));
            Note(purchase, await AskAsync(node => node.Payments.ContinueAsync(new(id, method == "sim.quick" ? "1234" : null))), null);
        }

        await ends;
    }

    private async Task EndAsync(Purchase purchase, string id)
    {
        await Pause(draw.Between(0.1, 90));
        purchase.EndAsked = true;
        Note(purchase, await AskAsync(node => node.Payments.CloseAsync(id)), null);
    }

    private async Task RefundsAsync(Purchase purchase, string id)
    {
        await Pause(draw.Between(5, 200));
        var found = await AskAsync(node => node.Payments.QueryAsync(id, askChannel: draw.Chance(0.3)));
        Note(purchase, found, null);
        if (found?.Payment is not { State: PaymentState.Succeeded } || !draw.Chance(0.5)) return;
        var parts = 1 + draw.Below(3);
        var part = parts == 1 ? purchase.Amount : 1 + draw.Below((int)purchase.Amount);
        await Task.WhenAll([.. Enumerable.Range(1, parts).Select(n => RefundAsync(purchase, id, $"{purchase.OrderNo}-r{n}", part))]);
    }

    private async Task RefundAsync(Purchase purchase, string id, string refundNo, long amount)
    {
        var command = new RefundCommand { PaymentId = id, MerchantRefundNo = refundNo, AmountMinor = amount, IdempotencyKey = refundNo, Reason = refundNo };
        var again = faults.Draws(FaultKind.ClientRepeats, draw);
        for (var tries = 0; tries < Tries; tries++)
        {
            var answer = await AskAsync(node => node.Refunds.RefundAsync(command));
            if (answer?.Refund is { } refund && !purchase.Refunds.TryAdd(refundNo, refund.Id) && purchase.Refunds[refundNo] != refund.Id)
                findings.Add("I9", refundNo, "one key made two refunds");
            if (answer is { Error: null } or { Error.Status: not (503 or 409) } && !again) return;
            again = false;
            await Pause(draw.Between(0.3, 5));
        }
    }

    private void Note(Purchase purchase, PaymentAnswer? answer, string? key)
    {
        if (answer?.Payment is not { } payment || payment.Terms.MerchantOrderNo != purchase.OrderNo) return;
        if (key is not null && !purchase.OrderOfKey.TryAdd(key, payment.Id) && purchase.OrderOfKey[key] != payment.Id)
            findings.Add("I9", purchase.OrderNo, $"the key {key} was answered with {purchase.OrderOfKey[key]} and then with {payment.Id}");
        var final = payment.IsFinal ? payment.State : (PaymentState?)null;
        if (!purchase.Acknowledged.TryGetValue(payment.Id, out var before) || before is null) purchase.Acknowledged[payment.Id] = final;
        else if (final is not null && final != before) findings.Add("I7", purchase.OrderNo, $"{payment.Id} was answered as {before} and then as {final}");
    }

    private async Task<T?> AskAsync<T>(Func<SimNode, Task<T>> call)
        where T : class => anyNode() is { } node ? await node.CallAsync(call) : null;

    private Task Pause(TimeSpan span) => Task.Delay(span, world.Clock);
}
