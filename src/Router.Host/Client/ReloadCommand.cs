using System.CommandLine;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

internal static class ReloadCommand
{
    public static Command Create() =>
        new Command("reload", "Make the running router read plugins, accounts and rules again. Exit code 1 if something is wrong with them.").Operator(async (parsed, client) =>
        {
            var answer = await client.PostAsync("ops/v1/reload");
            var problems = answer["problems"]?.AsArray() ?? [];
            if (parsed.WantsJson()) Output.Json(answer);
            else Write(problems);
            return problems.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        });

    private static void Write(JsonArray problems)
    {
        foreach (var problem in problems) Console.Out.WriteLine(problem);
        Console.Out.WriteLine(problems.Count == 0 ? "Loaded; nothing is wrong." : $"{problems.Count} problems; what is wrong keeps its last good state.");
    }
}
