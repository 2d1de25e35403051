using System.CommandLine;
using System.Text.Json.Nodes;
using Router.Core.Store;
using Router.Host.Cli;
using Router.Storage.Sqlite;

namespace Router.Host.Client;

/// <summary>Upkeep of the order store: by the running router, or on the file itself where none has it open.</summary>
internal static class StoreCommand
{
    private static readonly Option<string> s_data = new("--data")
    {
        Description = "The data folder whose store is meant where no router has it open; else the router at --url is asked.",
        DefaultValueFactory = _ => "data",
    };

    public static Command Create() => new("store", "Copy, check and archive the order store, also while the router runs.") { Backup(), Verify(), Archive(), ArchivedOrderCommand.Create() };

    private static Command Backup()
    {
        var file = new Argument<string>("FILE") { Description = "The copy; there must be no such file yet. Written by the router, on its machine." };
        return new Command("backup", "A copy of one moment, checked and flushed to the disk.") { file, s_data }.OperatorUnlessFile((parsed, client) =>
        {
            var target = Path.GetFullPath(parsed.GetRequiredValue(file));
            var answer = Free(parsed) is { } store
                ? new JsonObject { ["file"] = target, ["bytes"] = Direct(() => SqliteStoreFile.Backup(store, target)) }
                : Asked(client, "backup", new() { ["file"] = target });
            if (parsed.WantsJson()) Output.Json(answer);
            else Console.Out.WriteLine($"{answer["file"]}: {answer["bytes"]} bytes");
            return ExitCode.Ok;
        });
    }

    private static Command Verify()
    {
        var file = new Argument<string?>("FILE") { Description = "A store file or a backup. Default: the router's own.", Arity = ArgumentArity.ZeroOrOne };
        return new Command("verify", "Check a store and whether everything in it agrees. Exit code 1 if anything is wrong.") { file, s_data }.OperatorUnlessFile((parsed, client) =>
        {
            var answer = (parsed.GetValue(file) ?? Free(parsed)) is { } store
                ? new JsonObject { ["findings"] = new JsonArray([.. Direct(() => SqliteStoreFile.Verify(store)).Select(f => JsonValue.Create(f))]) }
                : Asked(client, "verify", null);
            var findings = answer["findings"]!.AsArray();
            if (parsed.WantsJson()) Output.Json(answer);
            else WriteFindings(findings);
            return findings.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
    }

    private static Command Archive()
    {
        var before = new Option<DateTimeOffset>("--before") { Description = "Only orders that ended before this instant, with its offset.", Required = true };
        var file = new Option<string>("--out") { Description = "The archive; there must be no such file yet. Written by the router, on its machine.", Required = true };
        var keys = new Option<DateTimeOffset?>("--forget-keys-before") { Description = "Also forget idempotency keys older than this of orders that have left the store. Default: none." };
        return new Command("archive", "Move old final orders out of a running router's store into a file of JSON lines.") { before, file, keys }.OperatorUnlessFile((parsed, client) =>
        {
            var body = new JsonObject { ["file"] = Path.GetFullPath(parsed.GetRequiredValue(file)), ["before"] = parsed.GetValue(before) };
            if (parsed.GetValue(keys) is { } time) body["forgetKeysBefore"] = time;
            var answer = Asked(client, "archive", body);
            if (parsed.WantsJson()) Output.Json(answer);
            else Console.Out.WriteLine($"{answer["archived"]} orders archived in {answer["file"]}, {answer["kept"]} kept, {answer["keysForgotten"]} keys forgotten");
            return ExitCode.Ok;
        });
    }

    /// <returns>The store file of --data where it is there and nobody has it open.</returns>
    private static string? Free(ParseResult parsed)
    {
        var path = Path.Combine(parsed.GetRequiredValue(s_data), "orders.db");
        if (File.Exists(path)) return SqliteStoreFile.IsInUse(path) ? null : path;
        return parsed.GetResult(s_data) is { Implicit: false } ? throw CliException.Misuse($"There is no order store at {Path.GetFullPath(path)}. Name its folder with --data.") : null;
    }

    private static JsonNode Asked(Func<RouterClient> client, string verb, JsonObject? body)
    {
        using var router = client();
        return router.PostAsync("ops/v1/store/" + verb, body).GetAwaiter().GetResult();
    }

    private static T Direct<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is StoreUpkeepException or SqliteStoreException)
        {
            throw new CliException(error.Message);
        }
    }

    private static void WriteFindings(JsonArray findings)
    {
        foreach (var finding in findings) Console.Out.WriteLine(finding);
        Console.Out.WriteLine(findings.Count == 0 ? "The store is sound and everything in it agrees." : $"{findings.Count} findings; docs/diagnostics.md says what each means.");
    }
}
