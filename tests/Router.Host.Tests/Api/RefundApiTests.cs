using System.Text.Json.Nodes;

namespace Router.Host.Tests.Api;

public sealed class RefundApiTests(NoonHost host) : IClassFixture<NoonHost>
{
    [Fact]
    public async Task A_part_is_given_back()
    {
        var path = await PaidAsync();

        var refund = await host.PostAsync(path + "/refunds", """{ "merchantRefundNo": "r-1", "amount": 300, "reason": "broken" }""", "r-1");

        refund.ShouldBe(201)["state"].Should().Be("succeeded");
        refund["code"].Should().Be("000000");
        refund.Json.GetProperty("amount").GetInt64().Should().Be(300);
        (await host.GetAsync($"/v1/refunds/{refund["refundId"]}?ask=true")).ShouldBe(200)["refundId"].Should().Be(refund["refundId"]);
        (await host.GetAsync(path)).Json.GetProperty("refundedAmount").GetInt64().Should().Be(300);
        var replay = await host.PostAsync(path + "/refunds", """{ "merchantRefundNo": "r-1", "amount": 300, "reason": "broken" }""", "r-1");
        replay.ShouldBe(200).Headers["Idempotent-Replayed"].Should().Be("true");
    }

    [Theory]
    [InlineData("""{ "merchantRefundNo": "r-x", "amount": 1001 }""", 409, "280307", "amount")]
    [InlineData("""{ "merchantRefundNo": "r-x", "amount": 0 }""", 400, "280001", "amount")]
    [InlineData("""{ "merchantRefundNo": "r-x", "amount": -5 }""", 400, "280001", "amount")]
    [InlineData("""{ "merchantRefundNo": "r-x", "amount": 1.5 }""", 400, "280001", "amount")]
    [InlineData("""{ "merchantRefundNo": "r-x", "amount": "5" }""", 400, "280001", "amount")]
    [InlineData("""{ "merchantRefundNo": "r-x" }""", 400, "280001", "amount")]
    [InlineData("""{ "amount": 5 }""", 400, "280001", "merchantRefundNo")]
    [InlineData("""{ "merchantRefundNo": "r x", "amount": 5 }""", 400, "280001", "merchantRefundNo")]
    [InlineData("""{ "merchantRefundNo": "r-x", "amout": 5 }""", 400, "280005", "amout")]
    public async Task A_refund_that_cannot_be_is_refused_and_changes_nothing(string body, int status, string code, string field)
    {
        var path = await PaidAsync();

        (await host.PostAsync(path + "/refunds", body, Guid.NewGuid().ToString("N"))).ShouldBeProblem(status, code, field);

        (await host.Store.RefundsOfAsync(path[(path.LastIndexOf('/') + 1)..])).Should().BeEmpty();
        (await host.GetAsync(path)).Json.GetProperty("refundedAmount").GetInt64().Should().Be(0);
    }

    [Fact]
    public async Task A_refund_needs_its_key() =>
        (await host.PostAsync("/v1/payments/pay_none/refunds", """{ "merchantRefundNo": "r-2", "amount": 1 }""")).ShouldBeProblem(400, "280002", "Idempotency-Key");

    [Fact]
    public async Task A_refund_of_no_payment_is_not_found() =>
        (await host.PostAsync("/v1/payments/pay_none/refunds", """{ "merchantRefundNo": "r-2", "amount": 1 }""", "k")).ShouldBeProblem(404, "280201");

    [Fact]
    public async Task A_refund_that_is_not_there_is_not_found() => (await host.GetAsync("/v1/refunds/ref_none")).ShouldBeProblem(404, "280202");

    [Fact]
    public async Task The_bill_has_the_payment()
    {
        var path = await PaidAsync();
        var payment = await host.GetAsync(path);

        var bill = (await host.GetAsync($"/v1/bills?account=fast&date={host.Today}")).ShouldBe(200);

        bill.Json.GetProperty("lines").EnumerateArray().Should().Contain(line =>
            line.GetProperty("attempt").GetString() == payment["attempt"] && line.GetProperty("amount").GetInt64() == 1000);
        bill.Json.GetProperty("count").GetInt32().Should().Be(bill.Json.GetProperty("lines").GetArrayLength());
    }

    [Theory]
    [InlineData("?account=fast&date=2026-13-01", 400, "280001", "date")]
    [InlineData("?account=fast&date=2999-01-01", 400, "280001", "date")]
    [InlineData("?account=fast", 400, "280001", "date")]
    [InlineData("?date=2026-01-01", 400, "280001", "account")]
    [InlineData("?account=nobody&date=2026-01-01", 404, "280203", null)]
    public async Task A_bill_that_cannot_be_is_refused(string query, int status, string code, string? field) =>
        (await host.GetAsync("/v1/bills" + query)).ShouldBeProblem(status, code, field);

    private async Task<string> PaidAsync()
    {
        var paid = await host.PayAsync(Order.Body(("allowedAccounts", new JsonArray("fast"))), prefer: "wait=10");
        paid.ShouldBe(201)["state"].Should().Be("succeeded");
        return $"/v1/payments/{paid["paymentId"]}";
    }
}
