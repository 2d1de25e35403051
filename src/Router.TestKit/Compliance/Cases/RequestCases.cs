using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class RequestCases
{
    private static readonly string[] s_texts =
    [
        "a", new('x', 127), new('\u8336', 127), "1 + 1 = 2 & 50% of \"a\" <b>]]>", "line\nbreak\ttab \\ back / slash | bar", "\ud83c\udf75 tea \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67", "{}[]()*~`'^$#@!;:,.?",
    ];

    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("whatever a description says, it is signed and sent right", AnyText),
        new("a request without what it need not have is sent, or refused as a bad request", Sparse),
    ];

    private static async Task AnyText(ChannelBench bench)
    {
        foreach (var method in bench.Methods)
        {
            foreach (var text in s_texts)
            {
                var attempt = bench.Main.Begin(method, change: r => r with { Description = text });
                var result = await bench.Main.PayAsync(attempt);
                Promise.Keep(
                    result is { Outcome: PayOutcome.Succeeded } or { Outcome: PayOutcome.Pending, MustClose: false }, $"{method.Name}, a pay described as '{text}'", "Succeeded or Pending", Promise.Show(result),
                    "Escape for the wire and sign what is sent; cut to the provider's length by characters, not in the middle of one.");
                await new Buying(bench, bench.Main).FinishAsync(attempt, result);
            }
        }
    }

    private static async Task Sparse(ChannelBench bench)
    {
        (string What, Func<PayRequest, PayRequest> Without)[] parts =
        [
            ("a return address", r => r with { ReturnUrl = null }),
            ("a payer", r => r with { Payer = null }),
            ("anything known of the payer", r => r with { Payer = new() }),
            ("an instrument", r => r with { Instrument = null }),
            ("an authorisation code", r => r with { AuthCode = null }),
            ("extra fields", r => r with { Extra = null }),
            ("any of these", r => r with { ReturnUrl = null, Payer = null, Instrument = null, AuthCode = null, AgreementId = null, Extra = null }),
        ];
        foreach (var method in bench.Methods)
        {
            foreach (var (what, without) in parts)
            {
                var attempt = bench.Main.Begin(method, change: without);
                var result = await bench.Main.PayAsync(attempt);
                var isRight = result.Outcome is PayOutcome.Succeeded or PayOutcome.Pending
                    || result is { Outcome: PayOutcome.NotSent or PayOutcome.Declined, Fault.Blame: FaultBlame.Request or FaultBlame.Payer };
                Promise.Keep(
                    isRight, $"{method.Name}, a pay without {what}", "a payment, or NotSent or Declined with blame Request", Promise.Show(result),
                    "Look for what the method needs before anything is sent; whose request lacks it is told so at once.");
            }
        }
    }
}
