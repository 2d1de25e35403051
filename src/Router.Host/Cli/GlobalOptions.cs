using System.CommandLine;

namespace Router.Host.Cli;

internal static class GlobalOptions
{
    public static readonly Option<bool> Json = new("--json") { Description = "Answer in JSON, for programs.", Recursive = true };

    public static bool WantsJson(this ParseResult parsed) => parsed.GetValue(Json);
}
