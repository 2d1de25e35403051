using Router.Abstractions;
using Router.Simulation.Banking;
using Router.Simulation.Disk;
using Router.Simulation.World;

namespace Router.Simulation.Checks;

/// <summary>Looks at everything that leaves for a channel: I4, I10 and I14, by the channels' books and what is on the disk.</summary>
internal sealed class SendWatch(SimWorld world, SharedDisk disk, Books books, Findings findings, Func<string, bool> isProduction, Func<string, long> owed, Func<string, BankEntry, bool> isExcused)
{
    public void Pay(PayRequest request, string account)
    {
        var orderNo = request.Description;
        world.Note("send-pay", request.AttemptNumber, $"{orderNo} at {account}");
        var stored = disk.Orders.FindPaymentByAttemptAsync(request.AttemptNumber).Result()?.FindAttempt(request.AttemptNumber);
        // A repeat under the same number may cross the news that the first has arrived.
        var isSettled = stored is { IsLive: false } && books.Find(request.AttemptNumber) is null;
        if (stored is null || stored.AccountId != account || stored.SentAmount != request.Amount || isSettled)
            findings.Add("I4", orderNo, $"attempt {request.AttemptNumber} was sent and is not stored as it was sent ({stored?.State.ToString() ?? "not at all"})");
        if (isProduction(account) && request.Amount.Minor != owed(orderNo))
            findings.Add("I14", orderNo, $"{request.Amount.Minor} of {owed(orderNo)} were sent to a production account");
        foreach (var other in books.Of(orderNo))
        {
            // Whom people have told that nothing was paid, or that it goes back, may try again; the first payment is given back.
            if (!isExcused(orderNo, other) && other.Number != request.AttemptNumber && other.IsDangerous(world.Now))
                findings.Add("I10", orderNo, $"attempt {request.AttemptNumber} was sent while {other.Number} is {other.Status} with {other.Net} taken");
        }
    }

    public void Continue(ContinueRequest request)
    {
        var number = request.Original.AttemptNumber;
        world.Note("send-continue", number, request.ContinuationKey);
        var stored = disk.Orders.FindPaymentByAttemptAsync(number).Result()?.FindAttempt(number);
        if (stored?.Continuation?.Key != request.ContinuationKey)
            findings.Add("I4", number, "a second step was sent that is not stored under its key");
    }

    public void Refund(RefundRequest request, string account)
    {
        world.Note("send-refund", request.RefundNumber, $"{request.AttemptNumber} {request.Amount.Minor} {request.Reason}");
        var stored = disk.Orders.FindRefundByNumberAsync(request.RefundNumber).Result();
        if (stored is null || stored.SentAmount != request.Amount || stored.AccountId != account)
            findings.Add("I4", request.RefundNumber, "a refund was sent that is not stored");
    }
}
