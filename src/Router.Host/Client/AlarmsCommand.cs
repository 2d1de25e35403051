using System.CommandLine;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>What people must look at.</summary>
internal static class AlarmsCommand
{
    public static Command Create() => new("alarms", "See what people must look at, and say that somebody does.") { List(), Acknowledge() };

    private static Command List()
    {
        var all = new Option<bool>("--all") { Description = "The last that have ended too." };
        return new Command("list", "Open alarms, the most urgent first, each with its runbook. Exit code 1 if there is any.") { all }.Operator(async (parsed, client) =>
        {
            var list = await client.GetAsync(parsed.GetValue(all) ? "ops/v1/alarms?all=true" : "ops/v1/alarms");
            var alarms = list["alarms"]!.AsArray();
            if (parsed.WantsJson()) Output.Json(list);
            else Write(alarms);
            return alarms.Any(a => a!["resolvedAt"] is null) ? ExitCode.Failed : ExitCode.Ok;
        });
    }

    private static Command Acknowledge()
    {
        var id = new Argument<string>("ALARM") { Description = "The alarm's id." };
        return new Command("ack", "Say that somebody looks at an alarm: it is told no more until it is over and comes back.") { id }.Operator(async (parsed, client) =>
        {
            var answer = await client.PostAsync($"ops/v1/alarms/{PayCommands.Escaped(parsed.GetRequiredValue(id))}/ack");
            if (parsed.WantsJson()) Output.Json(answer);
            else Write(answer["alarms"]!.AsArray());
            return ExitCode.Ok;
        });
    }

    private static void Write(JsonArray alarms)
    {
        foreach (var alarm in alarms)
        {
            var standing = alarm!["resolvedAt"] is { } over ? $"over since {over}" : alarm["acknowledgedBy"] is { } by ? $"seen by {by}" : "open";
            Console.Out.WriteLine($"{alarm["id"]}  {alarm["severity"],-8} {alarm["kind"],-17} {alarm["subject"]}  {standing}");
            Console.Out.WriteLine($"  {alarm["reason"]}");
            Console.Out.WriteLine($"  {alarm["count"]} times, first {alarm["firstSeen"]}, last {alarm["lastSeen"]}; what to do: {alarm["runbook"]}");
        }
    }
}
