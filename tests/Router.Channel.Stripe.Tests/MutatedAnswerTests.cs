using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Channel.Stripe.Tests.Bench;

namespace Router.Channel.Stripe.Tests;

public class MutatedAnswerTests
{
    private static readonly string[] s_pieces = ["null", "{}", "[]", "-1", "1e400", "\"\\ud800\"", "\"succeeded\"", "99999999999999999999", "true", "\"\""];

    [Fact]
    public void An_answer_with_bytes_changed_never_throws_and_tells_no_other_attempts_payment()
    {
        var genuine = Encoding.UTF8.GetBytes(Desk.Intent("succeeded", nextAction: Desk.Redirect(), lastError: """{ "type": "card_error", "code": "card_declined" }"""));
        var change = from at in Gen.Choose(0, genuine.Length - 1) from to in Gen.Choose(32, 126) select (at, to);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(Gen.ListOf(change).Resize(6).ToArbitrary(), changes =>
        {
            var body = (byte[])genuine.Clone();
            foreach (var (at, to) in changes) body[at] = (byte)to;
            return Holds(Encoding.UTF8.GetString(body));
        }));
    }

    [Fact]
    public void An_answer_with_a_member_of_another_kind_never_throws()
    {
        string[] members = ["id", "object", "amount", "amount_received", "amount_capturable", "currency", "livemode", "client_secret", "metadata", "status", "last_payment_error", "next_action"];
        foreach (var member in members)
            foreach (var piece in s_pieces)
            {
                var text = Desk.Intent("succeeded").Replace($"\"{member}\": ", $"\"{member}\": {piece}, \"was_{member}\": ", StringComparison.Ordinal);
                Holds(text).Should().BeTrue("{0} was {1}", member, piece);
            }
    }

    private static bool Holds(string body)
    {
        var desk = new Desk();
        desk.Wire.Answer(200, body);
        var result = desk.Channel.QueryAsync(Desk.Query(desk.Pay(), new(1, """{ "intent": "pi_1" }""")), default).GetAwaiter().GetResult();
        return result.Status != AttemptStatus.Paid || (result.ChannelTransactionId == "pi_1" && result.Captured is { Minor: > 0 });
    }
}
