using Router.Host.Tests.Api;

namespace Router.Fuzz.Tests;

/// <summary>Whatever stands in a simulated channel's ledger, of which its bills are made, a bill is answered or refused, and so is its reconciliation.</summary>
public sealed class BillFuzzTests
{
    [Fact]
    public async Task Bills_of_a_spoiled_ledger()
    {
        await using var scope = new Scope();
        await scope.Host.InitializeAsync();
        var paid = await scope.Host.PayAsync("""{"merchant":"shop","merchantOrderNo":"b1","amount":1000,"currency":"CNY","description":"Tea","method":"sim.barcode","authCode":"134567890123456789"}""", prefer: "wait=20");
        paid.ShouldBe(201)["state"].Should().Be("succeeded");
        var ledger = Directory.GetFiles(scope.Host.LedgerFolder, "fast.ledger.jsonl").Single();
        var lines = File.ReadAllLines(ledger).Select(Fuzz.Utf8).ToList();
        var today = DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await Fuzz.RunAsync(lines, 150, async (input, _) =>
        {
            await using (var file = new FileStream(ledger, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            {
                file.Write(input);
                file.WriteByte((byte)'\n');
            }

            var bill = await scope.Host.GetAsync($"/v1/bills?account=fast&date={today}");
            ((int)bill.Status).Should().BeOneOf(200, 409, 503);
            bill.Text.Should().NotContain("   at ");
            bill["code"].Should().MatchRegex("^[0-9]{6}$");

            var report = await scope.Host.PostAsync("/ops/v1/bills/reconcile", $$"""{"account":"fast","date":"{{today}}","apply":true}""");
            ((int)report.Status).Should().BeOneOf(200, 503);
            report.Text.Should().NotContain("   at ");
            report["code"].Should().MatchRegex("^[0-9]{6}$");
        });
    }

    private sealed class Scope : IAsyncDisposable
    {
        public ApiHost Host { get; } = new();

        public async ValueTask DisposeAsync() => await Host.DisposeAsync();
    }
}
