using System.Diagnostics;
using System.Text.Json;
using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Rules;

namespace Router.Bench;

/// <summary>One whole plan for eight candidates, facts made before: verdict, filters, fees, weights, order, record of the inputs.</summary>
internal static class PlanBench
{
    private const int Accounts = 8;
    private const int Batch = 2000;
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static void Run(BenchTable table, double seconds)
    {
        foreach (var strategy in new[] { "weighted", "priority", "lowestFee", "bestSuccess", "split" }) Measure(table, strategy, TimeSpan.FromSeconds(seconds));
    }

    private static void Measure(BenchTable table, string strategy, TimeSpan time)
    {
        var planner = RoutePlanner.CreateDefault();
        var snapshot = Snapshot(strategy);
        var request = new RouteRequest(Terms(), s_now, s_now.AddMinutes(30));
        var facts = RoutePlanner.FactsOf(request, snapshot);
        var batches = new List<double>();
        var clock = Stopwatch.StartNew();
        for (ulong seed = 0; clock.Elapsed < time;)
        {
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Batch; i++) planner.Plan(request, facts, snapshot, seed++);
            batches.Add(Stopwatch.GetElapsedTime(began).TotalNanoseconds / Batch);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (ulong i = 0; i < Batch; i++) planner.Plan(request, facts, snapshot, i);
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / Batch;
        batches.Sort();
        table.Add($"whole plan, {Accounts} candidates, {strategy}, mean of a batch, median", batches[batches.Count / 2], "ns", 1_000);
        table.Add($"whole plan, {Accounts} candidates, {strategy}, allocated: the plan itself", allocated, "B");
        var plan = planner.Plan(request, facts, snapshot, 1);
        table.Add($"whole plan, {Accounts} candidates, {strategy}, stored", Stored(plan), "B");
        table.Add($"whole plan, {Accounts} candidates, {strategy}, stored without its inputs", Stored(plan with { Inputs = null }), "B");
    }

    private static int Stored(RoutePlan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, OrderJson.Default.RoutePlan).Length;

    private static PaymentTerms Terms() => new()
    {
        Merchant = "shop",
        MerchantOrderNo = "o1",
        Amount = new Money(12_300, Currency.CNY),
        Description = "tea",
        Methods = ["bank.qr"],
        Payer = new Payer("payer-17"),
        Facts = new Dictionary<string, string> { ["platform"] = "ios", ["region"] = "CN" },
    };

    private static RouterSnapshot Snapshot(string strategy)
    {
        var ids = Enumerable.Range(0, Accounts).Select(i => $"account-{i}").ToList();
        var method = new MethodManifest
        {
            Name = "bank.qr",
            Presentation = Presentation.QrCode,
            Currencies = [Currency.CNY],
            Operations = [ChannelOperation.Pay, ChannelOperation.Query],
        };
        var channel = new ChannelManifest
        {
            Id = "bank",
            Version = "1.0.0",
            Contract = new(1, 1),
            Assembly = "Bank.dll",
            DisplayName = "Bank",
            Methods = [method],
        };
        var accounts = ids.Select((id, i) => new MerchantAccount { Id = id, ChannelId = "bank", MerchantId = id, Fees = [new FeeRow { Ppm = 3000 + (i * 100) }] });
        var lines = ids.Select((id, i) => new HealthLine
        {
            AccountId = id,
            Method = "bank.qr",
            Health = 1 - (i * 0.05),
            Estimate = 0.98,
            Observations = 50,
            Approval = 0.9 + (i * 0.01),
            IsOpen = false,
            BreakUntil = s_now,
            ProbeInFlight = false,
            FailuresNotSent = false,
            P99 = TimeSpan.FromMilliseconds(500),
            InFlight = 0,
        });
        var candidates = string.Join(",", ids.Select((id, i) => $$"""{ "account": "{{id}}", "weight": {{(i + 1) * 10}} }"""));
        var rules = RuleSetLoader.Load("bench.json", $$"""
            { "name": "bench", "currencies": ["CNY"],
              "rules": [ { "id": "phones", "when": { "platform": "ios", "region": "CN", "amount": { "lt": 50000 } },
                           "route": { "strategy": "{{strategy}}", "candidates": [{{candidates}}], "onExhausted": "default" } } ],
              "default": { "route": { "strategy": "priority", "candidates": ["account-0"] } } }
            """).Value!;
        return new RouterSnapshot(rules, FactCatalog.Open, null, new Catalog(accounts, [channel], "bench"), HealthView.Of(s_now, lines, []));
    }
}
