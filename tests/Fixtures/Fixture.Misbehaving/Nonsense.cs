using System.Collections;
using Router.Abstractions;

namespace Fixture;

/// <summary>Answers that a contract does not allow, or that only look as if they were allowed.</summary>
internal static class Nonsense
{
    private static readonly ChannelFault s_answered = new(FaultStage.Answered, FaultBlame.Channel, "51", "no");

    public static ChannelResult? Pay(string how, PayRequest request, IChannelHost host)
    {
        var paid = ChannelResult.Succeeded("rogue-" + request.AttemptNumber, request.Amount);
        var action = new PayAction(PayActionKind.QrCode, "qr", ExpiresAt: request.ExpiresAt);
        return how switch
        {
            "undefined" => paid with { Outcome = (PayOutcome)42 },
            "default-money" => paid with { Captured = default(Money) },
            "negative" => paid with { Captured = request.Amount with { Minor = -request.Amount.Minor } },
            "no-amount" => paid with { Captured = null },
            "empty-id" => paid with { ChannelTransactionId = "" },
            "huge-id" => paid with { ChannelTransactionId = new string('x', 1_000_000) },
            "control-id" => paid with { ChannelTransactionId = "a\0b" },
            "declined-bare" => new() { Outcome = PayOutcome.Declined },
            "declined-captured" => new() { Outcome = PayOutcome.Declined, Fault = s_answered, Captured = request.Amount },
            "not-sent-answered" => new() { Outcome = PayOutcome.NotSent, Fault = s_answered },
            "unsupported-answered" => new() { Outcome = PayOutcome.Unsupported, Fault = s_answered },
            "undefined-blame" => new() { Outcome = PayOutcome.Declined, Fault = s_answered with { Blame = (FaultBlame)8 } },
            "undefined-stage" => new() { Outcome = PayOutcome.NotSent, Fault = s_answered with { Stage = (FaultStage)8 } },
            "undefined-action" => ChannelResult.Pending(action with { Kind = (PayActionKind)33 }),
            "null-content" => ChannelResult.Pending(action with { Content = null! }),
            "huge-action" => ChannelResult.Pending(action with { Content = new string('x', 10_000_000) }),
            "null-field" => ChannelResult.Pending(action with { Fields = new Dictionary<string, string> { ["a"] = null! } }),
            "throwing-fields" => ChannelResult.Pending(action with { Fields = new ThrowingFields() }),
            "payable-past" => ChannelResult.Pending(action, host.Time.GetUtcNow().AddYears(-100)),
            "flipped-amount" => paid with { Captured = request.Amount with { Minor = request.Amount.Minor + 1 } },
            "flipped-currency" => paid with { Captured = request.Amount with { Currency = Currency.JPY } },
            "huge-message" => ChannelResult.Declined(FaultBlame.Payer, new string('c', 1_000_000), new string('m', 1_000_000)),
            "null-message" => ChannelResult.Declined(FaultBlame.Payer, null!, null!),
            "paid-never" => paid with { PaidAt = DateTimeOffset.MaxValue },
            "payable-forever" => ChannelResult.Pending(new PayAction(PayActionKind.QrCode, "qr"), DateTimeOffset.MaxValue),
            "surrogate-id" => paid with { ChannelTransactionId = "id-\uD800" },
            "surrogate-message" => ChannelResult.Declined(FaultBlame.Payer, new string('c', 63) + "\U0001F600", new string('m', 255) + "\U0001F600"),
            "surrogate-content" => ChannelResult.Pending(action with { Content = "c\uD800", Fields = new Dictionary<string, string> { ["f\uDC00"] = "v\uD800" } }),
            _ => null,
        };
    }

    private sealed class ThrowingFields : IReadOnlyDictionary<string, string>
    {
        public IEnumerable<string> Keys => throw new InvalidOperationException("thrown by a dictionary");
        public IEnumerable<string> Values => throw new InvalidOperationException("thrown by a dictionary");
        public int Count => 1;
        public string this[string key] => throw new InvalidOperationException("thrown by a dictionary");
        public bool ContainsKey(string key) => true;
        public bool TryGetValue(string key, out string value) => throw new InvalidOperationException("thrown by a dictionary");
        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => throw new InvalidOperationException("thrown by a dictionary");
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
