using System.Net.Http.Headers;
using System.Text.Json;
using Router.Abstractions;
using Router.Channel.Simulator.Ledgers;
using Router.Channel.Simulator.Settings;

namespace Router.Channel.Simulator.Notifications;

// Delivers notifications, or fails to as the faults want it. Every try is written into the ledger.
internal sealed class Courier(IChannelHost host, string merchantId, Signature signature, Signature forger, FaultDraw faults) : IDisposable
{
    private static readonly TimeSpan s_answerTimeout = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();

    internal void Send(Desk desk, IReadOnlyList<Delivery> mail)
    {
        foreach (var delivery in mail) _ = SendAsync(desk, delivery, _stop.Token);
    }

    // Delivers the news of this payment at once, before its pay call answers.
    internal Task SendNowAsync(Desk desk, string number, CancellationToken cancellationToken)
    {
        var delivery = desk.Decide(_ =>
        {
            if (!desk.Book.Deliveries.TryGetValue($"{Delivery.Paid}-{number}", out var paid) || paid.Done || paid.InFlight) return null;
            paid.InFlight = true;
            return paid;
        });
        return delivery is null ? Task.CompletedTask : SendAsync(desk, delivery, cancellationToken);
    }

    public void Dispose() => _stop.Cancel();

    // Never throws: nobody awaits it but for SendNowAsync, where the payment must not fail for its notification.
    private async Task SendAsync(Desk desk, Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            if (desk.Decide(now => Prepare(desk, delivery, now)) is not { } letter) return;
            var status = await PostAsync(letter, cancellationToken);
            desk.Decide(now => Record(desk, delivery, status, now));
            if (status is < 200 or >= 300 || faults.Strikes(Fault.NotificationDuplicate, delivery.Message) is null) return;
            status = await PostAsync(letter, cancellationToken);
            desk.Decide(now => Record(desk, delivery, status, now));
        }
        catch (Exception problem) when (problem is OperationCanceledException or ObjectDisposedException)
        {
            // The instance is going, or the call that waited for this has ended; the ledger still owes it.
        }
        catch (Exception problem)
        {
            host.Log(ChannelLogLevel.Error, $"Notification {delivery.Message} could not be handled.", problem);
        }
        finally
        {
            delivery.InFlight = false;
        }
    }

    private Letter? Prepare(Desk desk, Delivery delivery, DateTimeOffset now)
    {
        if (delivery.What != Delivery.Forged && delivery.Tries == 0)
        {
            if (faults.Strikes(Fault.NotificationLost, delivery.Message) is not null)
            {
                Record(desk, delivery, null, now);
                return null;
            }

            if (!delivery.WasDelayed && faults.Strikes(Fault.NotificationLate, delivery.Message) is { } late)
            {
                delivery.WasDelayed = true;
                delivery.InFlight = false;
                delivery.Due = now + late.Delay;
                desk.Book.Mail.Add(DueKind.Deliver, delivery.Message, delivery.Due);
                return null;
            }
        }

        return Write(desk.Book, delivery, now);
    }

    private Letter? Write(Book book, Delivery delivery, DateTimeOffset now)
    {
        var refund = delivery.What == Delivery.RefundDone ? book.Refunds[delivery.Number] : null;
        var order = book.Orders[refund?.Attempt ?? delivery.Number];
        if (order.NotifyUrl is null) return null;
        var amount = refund?.Amount ?? order.Amount;
        var body = new NotificationBody
        {
            Id = delivery.Message,
            MerchantId = merchantId,
            Type = delivery.What switch
            {
                Delivery.RefundDone => NotificationBody.RefundSucceeded,
                Delivery.Approved => NotificationBody.PaymentApproved,
                _ => NotificationBody.PaymentPaid,
            },
            Attempt = order.Number,
            Refund = refund?.Number,
            Amount = faults.Strikes(Fault.NotificationWrongAmount, delivery.Message) is null ? amount.Minor : amount.Minor + 1,
            Currency = amount.Currency.Code,
            Txn = delivery.What == Delivery.Forged ? "FORGED" : refund?.Txn ?? order.Txn,
            At = refund?.DoneAt ?? order.PaidAt ?? now,
            PayableUntil = delivery.What == Delivery.Approved ? order.PayableUntil : null,
        };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, NotificationJson.Default.NotificationBody);
        var timestamp = Signature.Timestamp(now);
        return new(new Uri(order.NotifyUrl), bytes, timestamp, (delivery.What == Delivery.Forged ? forger : signature).Sign(timestamp, bytes));
    }

    private async Task<int> PostAsync(Letter letter, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(s_answerTimeout, host.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken, _stop.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, letter.To) { Content = new ByteArrayContent(letter.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(Signature.TimestampHeader, letter.Timestamp);
        request.Headers.Add(Signature.SignatureHeader, letter.Signature);
        try
        {
            using var response = await host.Http.SendAsync(request, either.Token);
            return (int)response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static bool Record(Desk desk, Delivery delivery, int? status, DateTimeOffset now)
    {
        desk.Append(new LedgerEvent
        {
            At = now,
            Kind = LedgerKind.Notify,
            Attempt = delivery.What == Delivery.RefundDone ? null : delivery.Number,
            Refund = delivery.What == Delivery.RefundDone ? delivery.Number : null,
            Message = delivery.Message,
            What = delivery.What,
            Try = delivery.Tries + 1,
            Status = status,
        });
        return true;
    }

    private sealed record Letter(Uri To, byte[] Body, string Timestamp, string Signature);
}
