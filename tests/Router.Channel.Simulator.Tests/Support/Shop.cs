using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Abstractions;

namespace Router.Channel.Simulator.Tests.Support;

// One merchant account at the simulator, in a folder of its own, on a clock of its own.
internal sealed class Shop : IDisposable
{
    private readonly List<IChannel> _open = [];

    internal Shop(string settings = "{}")
    {
        Host = new FakeHost(Time, Box);
        Channel = Open(settings);
    }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("simulator-").FullName;

    internal ManualTime Time { get; } = new();

    internal PostBox Box { get; } = new();

    internal FakeHost Host { get; }

    internal IChannel Channel { get; set; }

    internal string LedgerPath => Path.Combine(Folder, "shop-1.ledger.jsonl");

    internal static Money Yuan(long fen) => new(fen, Currency.CNY);

    internal IChannel Open(string settings, bool production = false, string account = "shop-1")
    {
        var channel = new SimulatorPlugin().Open(Account(settings, production, account), Host);
        _open.Add(channel);
        return channel;
    }

    internal ChannelAccount Account(string settings, bool production = false, string account = "shop-1")
    {
        var json = JsonNode.Parse(settings)!.AsObject();
        json.TryAdd("ledgerFolder", Folder);
        return new()
        {
            Id = account,
            Mode = AccountMode.Direct,
            MerchantId = "M100",
            IsProduction = production,
            Settings = JsonDocument.Parse(json.ToJsonString()).RootElement,
        };
    }

    internal PayRequest Request(string number, string method = "sim.qr", long fen = 1000, string? bank = null) => new()
    {
        AttemptNumber = number,
        Method = method,
        Amount = Yuan(fen),
        RequestTime = Time.Now,
        ExpiresAt = Time.Now.AddMinutes(30),
        State = ChannelState.Empty,
        Description = "Tea",
        NotifyUrl = new Uri("https://router.test/notify/simulator/shop-1"),
        AuthCode = method == "sim.barcode" ? "134567890123456789" : null,
        Instrument = bank is null ? null : new Instrument(bank),
    };

    internal Task<ChannelResult> Pay(string number, string method = "sim.qr", long fen = 1000, string? bank = null) =>
        Channel.PayAsync(Request(number, method, fen, bank), default);

    internal Task<QueryResult> Query(string number, string method = "sim.qr") => Channel.QueryAsync(
        new() { AttemptNumber = number, Method = method, Amount = Yuan(1000), RequestTime = Time.Now, State = ChannelState.Empty }, default);

    internal Task<CloseResult> Close(string number, string method = "sim.qr") => Channel.CloseAsync(
        new() { AttemptNumber = number, Method = method, Amount = Yuan(1000), RequestTime = Time.Now, State = ChannelState.Empty }, default);

    internal Task<ChannelResult> Continue(string number, string key = "capture-1") => ((IContinuation)Channel).ContinueAsync(
        new() { Original = Request(number, "sim.card"), ContinuationKey = key, State = ChannelState.Empty }, default);

    internal RefundRequest RefundOf(string refund, string attempt, long fen, string method = "sim.qr") => new()
    {
        RefundNumber = refund,
        AttemptNumber = attempt,
        ChannelTransactionId = "any",
        Method = method,
        Amount = Yuan(fen),
        Captured = Yuan(1000),
        RequestTime = Time.Now,
        PaymentRequestTime = Time.Now,
        PaymentState = ChannelState.Empty,
        State = ChannelState.Empty,
        NotifyUrl = new Uri("https://router.test/notify/simulator/shop-1"),
    };

    internal Task<RefundResult> Refund(string refund, string attempt, long fen, string method = "sim.qr") =>
        Channel.RefundAsync(RefundOf(refund, attempt, fen, method), default);

    internal Task<RefundResult> QueryRefund(string refund, string attempt, long fen) =>
        Channel.QueryRefundAsync(new() { Refund = RefundOf(refund, attempt, fen) }, default);

    // Pays and waits until the buyer has paid.
    internal async Task PaidOrder(string number, string method = "sim.qr")
    {
        (await Pay(number, method)).Outcome.Should().Be(PayOutcome.Pending);
        Time.Advance(TimeSpan.FromSeconds(20));
        (await Query(number, method)).Status.Should().Be(AttemptStatus.Paid);
    }

    internal async Task<List<BillLine>> Bill(DateOnly day)
    {
        var bill = await Channel.BillAsync(new(day), default);
        bill.Status.Should().Be(BillStatus.Ready);
        var lines = new List<BillLine>();
        await foreach (var line in bill.Lines!) lines.Add(line);
        return lines;
    }

    // What a checker without any of our assemblies would read.
    internal List<JsonElement> Ledger(string? kind = null) => ReadLines()
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Where(line => kind is null || line.GetProperty("kind").GetString() == kind).ToList();

    internal long NetCaptured(string attempt) => Ledger()
        .Where(line => line.TryGetProperty("attempt", out var number) && number.GetString() == attempt)
        .Sum(line => line.GetProperty("kind").GetString() switch
        {
            "capture" => line.GetProperty("amount").GetInt64(),
            "refund" or "reverse" => -line.GetProperty("amount").GetInt64(),
            _ => 0,
        });

    internal string[] ReadLines()
    {
        using var reader = new StreamReader(new FileStream(LedgerPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        foreach (var channel in _open) ((IDisposable)channel).Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
