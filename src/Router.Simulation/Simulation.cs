using Router.Core.Orders;
using Router.Simulation.Banking;
using Router.Simulation.Checks;
using Router.Simulation.Disk;
using Router.Simulation.Faults;
using Router.Simulation.Merchants;
using Router.Simulation.World;

namespace Router.Simulation;

/// <summary>One world from its first payment to the checks.</summary>
internal static class Simulation
{
    private const long StepsMax = 4_000_000;
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_untilBills = TimeSpan.FromDays(3);
    private const int BillDays = 12;

    /// <summary>So long after the last fault everything must have come to an end.</summary>
    private static readonly TimeSpan s_bound = TimeSpan.FromDays(2);

    public static SimResult Run(SimOptions options)
    {
        var draw = new Draw(options.Seed);
        var trace = new Trace(options.Trace);
        var world = new SimWorld(draw.Fork(), trace);
        var faults = options.Faults ?? FaultPlan.Drawn(draw.Fork());
        var kinds = faults.Kinds.Select(k => k.ToString()).ToList();
        var house = new House(options, draw.Fork(), world, faults);
        try
        {
            world.Run(() => LiveAsync(house, options, draw.Fork()), StepsMax);
        }
        catch (InvalidOperationException exception)
        {
            house.Findings.Add("I11", "world", exception.Message);
        }

        var orders = Stored.Orders(house.Disk.Orders);
        new FinalChecks(house, orders, isLast: true).Run();
        new ServiceCheck(house, orders).Run();
        new TruthCheck(house, orders).Run();
        new BillCheck(house, draw.Fork()).Run();
        if (world.ForeignPosts > 0) house.Findings.Add("engine", "world", $"{world.ForeignPosts} posts came from other threads");
        return new()
        {
            Seed = options.Seed,
            Findings = house.Findings.All,
            TraceHash = trace.Hash,
            Steps = world.Steps,
            VirtualTime = world.Now - SimWorld.Start,
            Counts = Count(house, orders),
            Faults = kinds,
        };
    }

    private static async Task LiveAsync(House house, SimOptions options, Draw draw)
    {
        house.Start();
        var weather = house.WeatherAsync();
        var clerks = new Clerks(house, draw.Fork());
        var deciding = clerks.WorkAsync();
        var shopping = new List<Task>();
        for (var at = 1; at <= options.Orders; at++)
        {
            var shopper = new Shopper(house.World, house.Faults, draw.Fork(), house.History, house.Findings, house.AnyNode);
            shopping.Add(shopper.BuyAsync($"o{at}", draw.Between(0, options.Orders)));
        }

        await Task.WhenAll(shopping);
        house.EndFaults();
        await weather;
        await deciding;
        await ComeToRestAsync(house, s_look);
        await clerks.RoundAsync();
        await ComeToRestAsync(house, s_look);
        await SettleByBillsAsync(house);
    }

    private static async Task ComeToRestAsync(House house, TimeSpan look)
    {
        var until = house.World.Now + s_bound;
        while (!Rest.Reached(house) && house.World.Now < until) await Task.Delay(look, house.World.Clock);
    }

    // What nobody has told of is on the bills or on none of them. Bills mend much: what is wrong before them must be seen before.
    private static async Task SettleByBillsAsync(House house)
    {
        var orders = Stored.Orders(house.Disk.Orders);
        if (house.Erred.Count == 0 && !orders.Any(order => order.HasOpenCase)) return;
        new FinalChecks(house, orders, isLast: false).Run();
        house.IsIdle = true;
        await Task.Delay(s_untilBills, house.World.Clock);
        var last = DateOnly.FromDateTime(house.World.Now.UtcDateTime).AddDays(-1);
        foreach (var account in Methods.Accounts(false))
        {
            if (house.AnyNode() is not { } node) continue;
            var answer = await node.CallAsync(n => n.Bills.RunAsync(new(account.Id, last.AddDays(-BillDays), last, "clerk")));
            if (answer?.Error is { } error) house.Findings.Add("I12", account.Id, $"bills cannot be reconciled: {error.Message}");
        }

        house.IsIdle = false;
        await ComeToRestAsync(house, TimeSpan.FromMinutes(10));
    }

    private static SortedDictionary<string, long> Count(House house, IReadOnlyList<PaymentOrder> orders)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["attempts"] = orders.Sum(o => o.Attempts.Count),
            ["captures"] = house.Books.Entries.Sum(e => e.Captures),
            ["cases"] = orders.Count(o => o.HasOpenCase),
            ["crashes"] = house.Crashes,
            ["decided"] = house.Decided,
            ["failovers"] = orders.Count(o => o.Attempts.Count > 1),
            ["messages"] = house.Inbox.Messages,
            ["orders"] = orders.Count,
            ["orphans"] = orders.Sum(o => o.Attempts.Count(a => a.IsOrphan)),
            ["refunds"] = house.Books.Refunds.Count,
        };
        foreach (var state in Enum.GetValues<PaymentState>()) counts["state." + state.ToString().ToLowerInvariant()] = orders.Count(o => o.State == state);
        return counts;
    }
}
