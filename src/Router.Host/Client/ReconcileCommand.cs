using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>`router bills reconcile`: in what an account's bills and our own record differ, and with --apply, what the bills prove.</summary>
internal static class ReconcileCommand
{
    public static Command Create(Option<string> account, Option<DateOnly> date, Option<DateOnly> to)
    {
        var apply = new Option<bool>("--apply") { Description = "Hand what the bills prove to the engine. Without it, nothing is changed." };
        var archives = new Option<string[]>("--archive") { Description = "An archive file on the router's machine in which payments are looked up that have left the store; may be repeated." };
        return new Command("reconcile", "Compare an account's bills with what is recorded here. Exit code 1 if anything differs or a day cannot be compared yet.")
        {
            account, date, to, apply, archives,
        }.Operator(async (parsed, client) =>
        {
            var body = new JsonObject
            {
                ["account"] = parsed.GetRequiredValue(account),
                ["date"] = Text(parsed.GetValue(date)),
                ["apply"] = parsed.GetValue(apply),
            };
            if (parsed.GetResult(to) is not null) body["to"] = Text(parsed.GetValue(to));
            if (parsed.GetValue(archives) is { Length: > 0 } files) body["archives"] = new JsonArray([.. files.Select(file => (JsonNode)file)]);
            var report = await client.PostAsync("ops/v1/bills/reconcile", body);
            if (parsed.WantsJson()) Output.Json(report);
            else Write(report);
            return (bool)report["clean"]! ? ExitCode.Ok : ExitCode.Failed;
        });
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Write(JsonNode report)
    {
        foreach (var day in report["days"]!.AsArray())
            Console.Out.WriteLine($"{day!["date"]}  {day["lines"],7} lines  {day["state"]}{(day["why"] is { } why ? $": {why}" : "")}");
        foreach (var total in report["totals"]!.AsArray())
            Console.Out.WriteLine($"{total!["currency"],-10}  in {total["moneyIn"]}  back {total["moneyBack"]}  fees {total["fees"]}  other {total["other"]} (minor units)");
        Console.Out.WriteLine($"{report["matched"]} lines match, {report["differenceCount"]} differences, {report["waiting"]} wait for a bill, {report["otherFeeCount"]} other fees");
        foreach (var difference in report["differences"]!.AsArray()) WriteDifference(difference!);
        foreach (var absence in report["absences"]!.AsArray())
        {
            Console.Out.WriteLine($"{(((bool)absence!["proved"]!) ? "absent" : "open"),-14} {absence["attempt"]} of {absence["paymentId"]}: {absence["why"]}");
            if (absence["done"] is { } done) Console.Out.WriteLine($"{"",-14} done: {done}");
        }

        var isWork = report["differenceCount"]!.GetValue<long>() > 0 || report["absences"]!.AsArray().Any(a => (bool)a!["proved"]!);
        if (isWork && !(bool)report["applied"]!) Console.Out.WriteLine("Nothing was changed; --apply hands what the bills prove to the engine.");
    }

    private static void WriteDifference(JsonNode difference)
    {
        Console.Out.WriteLine($"{difference["kind"],-14} {difference["number"]} on {difference["date"]}{(difference["paymentId"] is { } id ? $", payment {id}" : "")}{(difference["archived"] is null ? "" : ", archived")}");
        Console.Out.WriteLine($"{"",-14} ours: {Side(difference["ours"])}; theirs: {Side(difference["theirs"])}");
        Console.Out.WriteLine($"{"",-14} {(difference["done"] is { } done ? $"done: {done}" : difference["advice"])}");
    }

    private static string Side(JsonNode? side)
    {
        if (side is null) return "nothing";
        var amount = side["amount"] is null ? "" : $" {side["currency"]} {side["amount"]}";
        return $"{side["state"]}{amount}{(side["transactionId"] is { } id ? $" {id}" : "")}{(side["at"] is { } at ? $" at {at}" : "")}";
    }
}
