using Router.Abstractions;
using Router.Channel.PayPal.Tests.Support;
using Router.TestKit.Compliance;

namespace Router.Channel.PayPal.Tests;

public sealed class CloseTests
{
    [Fact]
    public async Task A_capture_that_arrives_after_the_close_is_refused_by_PayPal()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var request = await shop.CloseApprovedAsync(await shop.ApproveAsync());
        var late = await shop.ContinueAsync(request);
        (late.Outcome, late.Fault!.RawCode).Should().Be((PayOutcome.Unknown, "ACTION_DOES_NOT_MATCH_INTENT"));
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Closed);
        shop.Captures(request.AttemptNumber).Should().Be(0);
    }

    [Fact]
    public async Task An_approved_order_is_closed_only_when_a_capture_that_was_under_way_must_have_ended()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var request = await shop.ApproveAsync();
        var first = await shop.CloseAsync(request);
        (first.Outcome, first.RetryAfter).Should().Be((CloseOutcome.TooEarly, TimeSpan.FromSeconds(30)));
        (await shop.QueryAsync(request)).Should().Match<QueryResult>(r => r.Status == AttemptStatus.Pending && r.MustClose && !r.ReadyToContinue, "also where the close's answer was lost");
        request = request with { State = first.State! };
        shop.Time.Advance(TimeSpan.FromSeconds(29));
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.TooEarly);
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Pending);
        shop.Time.Advance(TimeSpan.FromSeconds(1));
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Closed);
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.Closed);
    }

    [Fact]
    public async Task A_buyer_who_approves_after_the_close_pays_nothing()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, action) = await shop.CreateAsync();
        var closed = await shop.CloseAsync(request);
        closed.Outcome.Should().Be(CloseOutcome.Closed);
        request = request with { State = closed.State! };
        await shop.Simulator.ActAsync(BuyerAct.Pay, shop.Account.MerchantId, request, action);
        (await shop.QueryAsync(request)).Should().Match<QueryResult>(r => r.Status == AttemptStatus.Closed && !r.ReadyToContinue);
        (await shop.ContinueAsync(request)).Outcome.Should().Be(PayOutcome.Unknown);
        shop.Captures(request.AttemptNumber).Should().Be(0);
    }

    [Fact]
    public async Task A_close_whose_answer_is_lost_is_found_by_the_next_one()
    {
        await using var shop = await Shop.AtSimulatorAsync();
        var (request, _) = await shop.CreateAsync();
        shop.Simulator.Inject(WireFault.DropAnswer);
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.Unknown);
        (await shop.QueryAsync(request)).Status.Should().Be(AttemptStatus.Closed);
        (await shop.CloseAsync(request)).Outcome.Should().Be(CloseOutcome.Closed);
    }

    [Fact]
    public async Task A_close_that_PayPal_accepts_and_does_not_show_is_not_believed()
    {
        const string Unchanged = """{"id":"O1","intent":"CAPTURE","status":"APPROVED"}""";
        await using var shop = Shop.At(new(r => r.Method.Method switch
        {
            "PATCH" => new(System.Net.HttpStatusCode.NoContent),
            "GET" => ScriptedWire.Json(200, Unchanged),
            _ => null,
        }));
        (await shop.CloseAsync(Known(shop))).Outcome.Should().Be(CloseOutcome.Unknown);
    }

    [Theory]
    [InlineData("""{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"C1","status":"COMPLETED","amount":{"currency_code":"USD","value":"10.99"}}]}}]}""", CloseOutcome.AlreadyPaid)]
    [InlineData("""{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"C1","status":"DECLINED"}]}}]}""", CloseOutcome.Closed)]
    [InlineData("""{"id":"O1","status":"VOIDED"}""", CloseOutcome.Closed)]
    [InlineData("""{"id":"O1","status":"APPROVED","intent":"CAPTURE"}""", CloseOutcome.Unknown)]
    [InlineData("""{"id":"O2","status":"VOIDED"}""", CloseOutcome.Unknown)]
    [InlineData("""{"id":"O1","status":"COMPLETED"}""", CloseOutcome.Unknown)]
    public async Task What_the_order_is_decides_and_not_the_answer_to_the_close(string order, CloseOutcome expected)
    {
        await using var shop = Shop.At(new(r => r.Method.Method switch
        {
            "PATCH" => ScriptedWire.Refusal(422, "ORDER_ALREADY_COMPLETED"),
            "GET" => ScriptedWire.Json(200, order),
            _ => null,
        }));
        (await shop.CloseAsync(Known(shop))).Outcome.Should().Be(expected);
    }

    [Fact]
    public async Task Without_an_order_id_a_close_proves_nothing_and_sends_nothing()
    {
        var wire = new ScriptedWire(_ => null);
        await using var shop = Shop.At(wire);
        (await shop.CloseAsync(shop.NewRequest())).Outcome.Should().Be(CloseOutcome.Unknown);
        wire.Sent.Should().BeEmpty();
    }

    private static PayRequest Known(Shop shop) => shop.NewRequest() with { State = new(1, """{"order":"O1"}""") };
}
