using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>Shows what an account's channel signs and with which key, for a provider that says the signature is wrong.</summary>
internal static class DebugSignCommand
{
    public static Command Create()
    {
        var account = new Argument<string>("ACCOUNT") { Description = "The merchant account." };
        var method = new Option<string>("--method") { Description = "The HTTP method that is signed.", DefaultValueFactory = _ => "POST" };
        var target = new Option<string>("--target") { Description = "Path and query that are signed.", DefaultValueFactory = _ => "/" };
        var body = new Option<FileInfo>("--body") { Description = "File with the exact body: JSON, or a form for channels that sign fields." };
        var time = new Option<string>("--time") { Description = "The instant that is signed, with its offset; default: now." };
        var nonce = new Option<string>("--nonce") { Description = "The nonce that is signed." };
        return new Command(
            "debug-sign", "Show the text that an account's channel signs, the fingerprint of the key, its serial and the body's hash. Nothing is sent; neither key nor signature is shown.")
        {
            account, method, target, body, time, nonce,
        }.Operator(async (parsed, client) =>
        {
            var sample = new JsonObject { ["method"] = parsed.GetRequiredValue(method), ["target"] = parsed.GetRequiredValue(target) };
            if (parsed.GetValue(body) is { } file) sample["body"] = Read(file);
            if (parsed.Instant(time) is { } at) sample["time"] = at.ToString("O", CultureInfo.InvariantCulture);
            if (parsed.GetValue(nonce) is { } given) sample["nonce"] = given;
            var answer = await client.PostAsync($"ops/v1/accounts/{PayCommands.Escaped(parsed.GetRequiredValue(account))}/signature", sample);
            if (parsed.WantsJson()) Output.Json(answer);
            else Write(answer);
            return ExitCode.Ok;
        });
    }

    private static string Read(FileInfo file)
    {
        try
        {
            return File.ReadAllText(file.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.Misuse($"--body: {exception.Message}");
        }
    }

    private static void Write(JsonNode answer)
    {
        Console.Out.WriteLine($"scheme       {answer["scheme"]}");
        Console.Out.WriteLine($"key          SHA-256 {answer["keyFingerprint"]}");
        if (answer["keySerial"] is { } serial) Console.Out.WriteLine($"serial       {serial}");
        Console.Out.WriteLine($"body         SHA-256 {answer["bodyHash"]}");
        Console.Out.WriteLine("signed text  (between the lines; a line end is shown as a line end)");
        Console.Out.WriteLine("--------");
        Console.Out.WriteLine(answer["canonical"]!.GetValue<string>());
        Console.Out.WriteLine("--------");
    }
}
