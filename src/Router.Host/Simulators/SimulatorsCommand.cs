using System.CommandLine;
using System.Text.Json.Nodes;
using Router.ChannelSimulators.Hall;
using Router.Host.Cli;
using Router.Host.Client;
using Router.TestKit.Compliance;

namespace Router.Host.Simulators;

/// <summary>`router simulators`: every real channel's provider, simulated on the loopback address, and levers to pull there.</summary>
internal static class SimulatorsCommand
{
    private const int DefaultPort = 5090;
    private static readonly Option<Uri> s_desk = Address("--simulators", "Where the simulators' desk listens.", $"http://127.0.0.1:{DefaultPort}");

    private static readonly Argument<string> s_account = new("ACCOUNT") { Description = "An account of the simulators: wechat-1, stripe-2, …" };

    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The desk's port; the five providers take the five ports after it.", DefaultValueFactory = _ => DefaultPort };
        var folder = new Option<string>("--folder") { Description = "Where to write plugin list, accounts, rules and secrets for a router.", DefaultValueFactory = _ => "data/simulators" };
        var router = Address("--router", "Where the router takes notifications.", "http://127.0.0.1:5080/v1");
        var command = new Command(
            "simulators", "Run simulated WeChat Pay, Alipay, UnionPay, PayPal and Stripe that speak the providers' wire, with accounts to try the router with. Books are in memory.")
        {
            port, folder, router, Buy(), Fault(), Bill(), Ledger(),
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(port) is < 1 or > 65530) result.AddError($"--port is {result.GetValue(port)}; write 1 to 65530.");
        });
        command.SetAction((parsed, cancellation) =>
            ServeAsync(parsed.GetValue(port), Path.GetFullPath(parsed.GetRequiredValue(folder)), parsed.GetRequiredValue(router), cancellation));
        return command;
    }

    private static async Task<int> ServeAsync(int port, string folder, Uri router, CancellationToken cancellation)
    {
        try
        {
            await using var hall = await ProviderHall.OpenAsync(TimeProvider.System, router, port + 1);
            await using var desk = SimulatorDesk.Create(hall, port);
            await desk.StartAsync(cancellation);
            SimulatorFolder.Write(folder, hall);
            foreach (var (channel, simulator) in hall.Simulators) Console.Out.WriteLine($"{channel,-9} {simulator.Address}");
            Console.Out.WriteLine($"desk      http://127.0.0.1:{port}/   (router simulators buy, fault, bill, ledger)");
            Console.Out.WriteLine($"accounts  {string.Join(", ", hall.Accounts.Select(a => a.Id))}");
            Console.Out.WriteLine($"Now:      {SimulatorFolder.ServeLine(folder)}");
            Console.Out.WriteLine("Press Ctrl+C to stop.");
            await desk.WaitForShutdownAsync(cancellation);
            return ExitCode.Ok;
        }
        catch (IOException busy)
        {
            throw new CliException($"{busy.Message} Name a free range of six ports with --port.");
        }
    }

    private static Command Buy()
    {
        var payment = new Argument<string>("PAYMENT") { Description = "A payment whose action the buyer shall take." };
        var fail = new Option<bool>("--fail") { Description = "His card is refused." };
        return new Command("buy", "Let the buyer of a payment act: he pays, or approves where there is a second step.") { payment, fail, s_desk }.Operator(async (parsed, client) =>
        {
            var order = await client.GetAsync($"ops/v1/orders/{PayCommands.Escaped(parsed.GetRequiredValue(payment))}");
            var shown = order["payment"] ?? order;
            if (shown["account"] is not { } account || shown["attempt"] is not { } attempt)
                throw new CliException("The payment has no attempt that is under way; the buyer has nothing to act on.");
            var body = new JsonObject
            {
                ["account"] = account.DeepClone(),
                ["attempt"] = attempt.DeepClone(),
                ["action"] = shown["action"]?.DeepClone(),
                ["act"] = parsed.GetValue(fail) ? "failToPay" : "pay",
            };
            return Told(parsed, await SendAsync(parsed, HttpMethod.Post, "buyer", body));
        });
    }

    private static Command Fault()
    {
        var fault = new Argument<string>("FAULT") { Description = $"What happens to the next requests: {string.Join(", ", Enum.GetNames<WireFault>().Select(n => char.ToLowerInvariant(n[0]) + n[1..]))}; none takes back what is left." };
        var channel = new Argument<string>("CHANNEL") { Description = "wechat, alipay, unionpay, paypal or stripe." };
        var times = new Option<int>("--times") { Description = "How many requests.", DefaultValueFactory = _ => 1 };
        var command = new Command("fault", "Spoil the next requests at a provider.") { channel, fault, times, s_desk };
        command.SetAction(async parsed => Told(parsed, await SendAsync(parsed, HttpMethod.Post, "faults", new()
        {
            ["channel"] = parsed.GetRequiredValue(channel),
            ["fault"] = parsed.GetRequiredValue(fault),
            ["times"] = parsed.GetValue(times),
        })));
        return command;
    }

    private static Command Bill()
    {
        var day = new Argument<string>("DAY") { Description = "The day in the provider's zone, 2026-01-31." };
        var command = new Command("bill", "Make a day's bill ready, as the next morning does.") { s_account, day, s_desk };
        command.SetAction(async parsed => Told(parsed, await SendAsync(
            parsed, HttpMethod.Post, "bills", new() { ["account"] = parsed.GetRequiredValue(s_account), ["day"] = parsed.GetRequiredValue(day) })));
        return command;
    }

    private static Command Ledger()
    {
        var command = new Command("ledger", "What moved at the providers, by their own books.") { s_desk };
        command.SetAction(async parsed =>
        {
            var answer = await SendAsync(parsed, HttpMethod.Get, "ledger", null);
            if (parsed.WantsJson()) Output.Json(answer);
            else
                foreach (var entry in answer["entries"]!.AsArray())
                    Console.Out.WriteLine($"{entry!["at"]} {entry["account"],-11} {entry["kind"],-7} {entry["attempt"]} {entry["refund"]} {entry["amount"]} {entry["transaction"]}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Option<Uri> Address(string name, string description, string byDefault) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => new Uri(byDefault),
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;
            result.AddError($"{name} is '{text}'; write an http or https address such as {byDefault}.");
            return null;
        },
    };

    private static int Told(ParseResult parsed, JsonNode answer)
    {
        if (parsed.WantsJson()) Output.Json(answer);
        else Console.Out.WriteLine(answer["message"]);
        return (bool?)answer["ok"] == true ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<JsonNode> SendAsync(ParseResult parsed, HttpMethod method, string path, JsonObject? body)
    {
        var address = new Uri(parsed.GetRequiredValue(s_desk), path);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, address);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        try
        {
            using var response = await client.SendAsync(request);
            return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        }
        catch (HttpRequestException nobody)
        {
            throw new CliException($"No simulators answer at {parsed.GetRequiredValue(s_desk)} ({nobody.Message}). Start them: router simulators.");
        }
    }
}
