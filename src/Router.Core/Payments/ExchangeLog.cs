using System.Buffers;
using System.Text;
using System.Text.Json;
using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Store;
using Router.Core.Telemetry;

namespace Router.Core.Payments;

/// <summary>Keeps what was exchanged with a channel, for people, measures and traces. Failing to keep it never fails a payment.</summary>
public sealed class ExchangeLog(IOrderStore store, TimeProvider time, RouterMeter? meter = null)
{
    public ValueTask WriteAsync(Attempt attempt, string operation, DateTimeOffset began, string outcome, ChannelFault? fault) =>
        WriteAsync(attempt.Number, attempt.AccountId, operation, began, outcome, fault, attempt.Method);

    public async ValueTask WriteAsync(
        string number, string accountId, string operation, DateTimeOffset began, string outcome, ChannelFault? fault, string? method = null)
    {
        var ended = time.GetUtcNow();
        meter?.Call(operation, outcome, fault?.Blame.ToString(), accountId, method, ErrorType.Of(outcome, fault), ended - began);
        RouterTrace.Call(operation, number, accountId, outcome, fault, began, ended);
        try
        {
            await store.AppendExchangeAsync(new(number, accountId, operation, began, ended - began, Text(outcome, fault)));
        }
        catch (Exception)
        {
            // The exchange is for people to read later; the payment goes on, whatever a store throws: its answer may be money taken.
        }
    }

    private static string Text(string outcome, ChannelFault? fault)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("outcome", outcome);
            if (fault is not null)
            {
                writer.WriteString("stage", fault.Stage.ToString());
                writer.WriteString("blame", fault.Blame.ToString());
                writer.WriteString("rawCode", Cut(fault.RawCode, 64));
                writer.WriteString("rawMessage", Cut(fault.RawMessage, 256));
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Cut(string? text, int length) => text is null ? "" : text.Length <= length ? text : text[..length];
}
