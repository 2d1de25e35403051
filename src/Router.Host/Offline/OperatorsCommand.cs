using System.CommandLine;
using System.Text.Json.Nodes;
using Router.Host.Cli;
using Router.Hosting.Configuration;

namespace Router.Host.Offline;

/// <summary>Operators with keys of their own. Works on the data folder; a running router knows a new one at once.</summary>
internal static class OperatorsCommand
{
    private static readonly Option<string> s_data = new("--data") { Description = "The router's data folder.", DefaultValueFactory = _ => "data" };

    public static Command Create() => new("operators", "Give operators keys of their own, so that two keys are two people.") { Add(), List() };

    private static Command Add()
    {
        var name = new Argument<string>("NAME") { Description = "1 to 32 small letters, digits, dots and hyphens." };
        var command = new Command("add", "Make a key for an operator. It is shown this once; only its hash is kept.") { name, s_data };
        command.SetAction(parsed =>
        {
            var who = parsed.GetRequiredValue(name);
            var key = Try(() => RouterOperators.Add(parsed.GetRequiredValue(s_data), who));
            if (parsed.WantsJson()) Output.Json(new JsonObject { ["name"] = who, ["key"] = key });
            else Console.Out.WriteLine($"The key of {who}, shown only this once: {key}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Names of the operators that have keys.") { s_data };
        command.SetAction(parsed =>
        {
            var names = Try(() => RouterOperators.Names(parsed.GetRequiredValue(s_data)));
            if (parsed.WantsJson()) Output.Json(new JsonObject { ["operators"] = new JsonArray([.. names.Select(n => JsonValue.Create(n))]) });
            else foreach (var known in names) Console.Out.WriteLine(known);
            return ExitCode.Ok;
        });
        return command;
    }

    private static T Try<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw CliException.Misuse(error.Message);
        }
    }
}
