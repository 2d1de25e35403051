using System.CommandLine;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>Where the router is and what opens its operators' door; the same for every verb that talks to it.</summary>
internal static class ClientOptions
{
    public const string DefaultUrl = "http://127.0.0.1:5080";
    private const string KeyVariable = "ROUTER_OPS_KEY";
    private const string KeyFile = "data/ops.key";

    public static readonly Option<Uri> Url = new("--url")
    {
        Description = "The running router's address.",
        DefaultValueFactory = _ => new Uri(DefaultUrl),
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
            result.AddError($"--url is '{text}'; write an http or https address such as {DefaultUrl}.");
            return null;
        },
    };

    public static readonly Option<string> Key = new("--key")
    {
        Description = $"The operator's key. Default: environment variable {KeyVariable}, else the file {KeyFile}.",
    };

    /// <summary>A verb of the payment API.</summary>
    public static Command Client(this Command command, Func<ParseResult, RouterClient, Task<int>> run)
    {
        command.Add(Url);
        command.SetAction(async parsed =>
        {
            using var client = new RouterClient(parsed.GetRequiredValue(Url), null);
            return await RunAsync(parsed, client, run);
        });
        return command;
    }

    /// <summary>A verb that needs the operator's key.</summary>
    public static Command Operator(this Command command, Func<ParseResult, RouterClient, Task<int>> run)
    {
        command.Add(Url);
        command.Add(Key);
        command.SetAction(async parsed =>
        {
            using var client = new RouterClient(parsed.GetRequiredValue(Url), ReadKey(parsed.GetValue(Key)));
            return await RunAsync(parsed, client, run);
        });
        return command;
    }

    /// <summary>A verb that asks a running router only where no file is named.</summary>
    public static Command OperatorUnlessFile(this Command command, Func<ParseResult, Func<RouterClient>, int> run)
    {
        command.Add(Url);
        command.Add(Key);
        command.SetAction(parsed => RunAsync(parsed, null!, (asked, _) => Task.FromResult(
            run(asked, () => new RouterClient(asked.GetRequiredValue(Url), ReadKey(asked.GetValue(Key)))))));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, RouterClient client, Func<ParseResult, RouterClient, Task<int>> run)
    {
        try
        {
            return await run(parsed, client);
        }
        catch (ProblemException refused)
        {
            if (parsed.WantsJson()) Output.Json(refused.Problem);
            else Console.Error.WriteLine(refused.Text);
            return ExitCode.Failed;
        }
    }

    private static string ReadKey(string? given)
    {
        var key = given ?? Environment.GetEnvironmentVariable(KeyVariable);
        if (!string.IsNullOrWhiteSpace(key)) return key.Trim();
        try
        {
            return File.ReadAllText(KeyFile).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Misuse(
                $"This needs the operator's key: pass --key, set {KeyVariable}, or run it where {Path.GetFullPath(KeyFile)} can be read. The router makes the key at its first start.");
        }
    }
}
