using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Host.Authoring;
using Router.Host.Cli;
using Router.Host.Offline;

namespace Router.Host.Client;

/// <summary>Channels and the accounts on them.</summary>
internal static class ChannelsCommand
{
    private static readonly Argument<string> s_account = new("ACCOUNT") { Description = "The merchant account." };

    public static Command Create()
    {
        var command = new Command("channels", "See and steer channels and accounts; make, test and check a plugin.")
        {
            List(), WatchCommand.Create(), NewChannelCommand.Create(), TestChannelCommand.Create(), VerifyCommand.Create(), DebugSignCommand.Create(), Faults(), Remove(),
        };
        foreach (var order in AccountOrders.All()) command.Add(order);
        return command;
    }

    private static Command List() =>
        new Command("list", "Plugins that the running router has loaded, their accounts and what is wrong. Exit code 1 if one that is enabled does not run.")
            .Operator(async (parsed, client) =>
            {
                var list = await client.GetAsync("ops/v1/channels");
                if (parsed.WantsJson()) Output.Json(list);
                else Write(list);
                return Channels(list).Any(c => (bool?)c["enabled"] == true && c["version"] is null) ? ExitCode.Failed : ExitCode.Ok;
            });

    private static Command Faults()
    {
        var set = new Option<string>("--set") { Description = "The faults as JSON, such as '{\"declineChannel\":0.5}'; they last until the router stops." };
        var clear = new Option<bool>("--clear") { Description = "Take them back." };
        var command = new Command("faults", "Make a simulated account fail, to see what the router does.") { s_account, set, clear };
        command.Validators.Add(result =>
        {
            if (result.GetResult(set) is null == result.GetResult(clear) is null) result.AddError("Give either --set '{…}' or --clear.");
        });
        return command.Operator(async (parsed, client) =>
        {
            var path = $"ops/v1/accounts/{PayCommands.Escaped(parsed.GetRequiredValue(s_account))}/faults";
            var answer = parsed.GetValue(set) is { } text
                ? await client.SendAsync(HttpMethod.Put, path, Parse(text))
                : await client.SendAsync(HttpMethod.Delete, path);
            return Done(parsed, answer, parsed.GetValue(clear) ? "The faults were taken back." : "The faults are in force.");
        });
    }

    private static Command Remove()
    {
        var force = new Option<bool>("--force") { Description = "Although money hangs on it: what it strands becomes cases." };
        var reason = new Option<string>("--reason") { Description = "Why; it is written down with your name.", Required = true };
        return new Command("remove", "Take an account away for good. Refused while money hangs on it, unless forced. Needs a key of your own.") { s_account, reason, force }
            .Operator(async (parsed, client) =>
            {
                var body = new JsonObject { ["reason"] = parsed.GetRequiredValue(reason), ["force"] = parsed.GetValue(force) };
                var answer = await client.PostAsync($"ops/v1/accounts/{PayCommands.Escaped(parsed.GetRequiredValue(s_account))}/removal", body);
                var named = answer["rules"] is JsonArray { Count: > 0 } rules ? $"{Environment.NewLine}The rules still name it, where it is no candidate any more: {string.Join(", ", rules)}. Take it out of them." : "";
                return Done(parsed, answer, $"Removed; {answer["parked"]} payments are cases now (router cases list), {answer["refundableCaptures"]} captures can be refunded only at the channel's own console.{named}");
            });
    }

    private static JsonNode Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw CliException.Misuse("--set must be a JSON object, such as '{\"declineChannel\":0.5}'.");
        }
        catch (JsonException error)
        {
            throw CliException.Misuse($"--set is not JSON: {error.Message} Write an object such as '{{\"declineChannel\":0.5}}'.");
        }
    }

    private static int Done(ParseResult parsed, JsonNode answer, string text)
    {
        if (parsed.WantsJson()) Output.Json(answer);
        else Console.Out.WriteLine(text);
        return ExitCode.Ok;
    }

    private static IEnumerable<JsonNode> Channels(JsonNode list) => list["channels"]!.AsArray().OfType<JsonNode>();

    private static void Write(JsonNode list)
    {
        foreach (var channel in Channels(list))
        {
            var state = channel["version"] is { } version
                ? $"{version} {channel["contentHash"]?.ToString()[..12]}{((bool?)channel["acceptsNewPayments"] == false ? ", no new payments" : "")}"
                : (bool?)channel["enabled"] == true ? "NOT LOADED" : "disabled";
            Console.Out.WriteLine($"{channel["id"]}  {state}");
            if (channel["methods"] is JsonArray methods) Console.Out.WriteLine($"  methods   {string.Join(", ", methods)}");
            foreach (var account in channel["accounts"]!.AsArray())
            {
                var today = DayText.Of(account!["today"]) is { } day ? ", " + day : "";
                Console.Out.WriteLine($"  account   {account["id"]} {account["state"]} ({account["merchantId"]}{((bool?)account["isProduction"] == true ? ", production" : "")}){today}");
                if (account["unusable"] is { } unusable) Console.Out.WriteLine($"    UNUSABLE  {unusable}");
                foreach (var credential in account["credentials"]?.AsArray() ?? [])
                    Console.Out.WriteLine($"    {credential!["name"]} ends {credential["expiresAt"]!.GetValue<DateTimeOffset>().UtcDateTime:yyyy-MM-dd}");
            }

            if (channel["mistakes"] is { } mistakes)
                Console.Out.WriteLine($"  mistakes  {mistakes}, {channel["leftBehind"]} calls left behind, the last: {channel["lastMistake"]}");
            if (channel["quarantined"] is JsonArray quarantined)
                Console.Out.WriteLine($"  QUARANTINED at {string.Join(", ", quarantined)}: no new payments until another version runs, or `channels trust ACCOUNT`");
            foreach (var d in channel["diagnostics"]!.AsArray()) Console.Out.WriteLine($"  {((bool?)d!["isWarning"] == true ? "warning" : "error")}   {d["id"]}: {d["message"]} {d["mend"]}");
        }

        foreach (var old in list["unloading"]?.AsArray() ?? [])
            Console.Out.WriteLine($"{old!["id"]} {old["version"]} is unloading since {old["since"]}, {old["callsInFlight"]} calls in flight");
    }
}
