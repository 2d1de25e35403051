using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Router.Host.Cli;

namespace Router.Host.Client;

/// <summary>What operators order an account to do: drain, disable, override, maintenance.</summary>
internal static class AccountOrders
{
    private static readonly Argument<string> s_account = new("ACCOUNT") { Description = "The merchant account." };
    private static readonly Option<string> s_reason = new("--reason") { Description = "Why; it is written down." };
    private static readonly Option<string> s_until = new("--until") { Description = "The instant at which it ends, with its offset." };
    private static readonly Option<string> s_for = new("--for") { Description = "How long, in place of --until: 30s, 10m, 2h, 1d." };

    public static IEnumerable<Command> All() =>
    [
        Plain("drain", "Send no new payment to an account; what is under way goes on."),
        Plain("undrain", "Let a drained account take payments again."),
        Plain("trust", "Let an account take payments again that its plugin's mistakes put in quarantine."),
        Disable(),
        Plain("enable", "Let a disabled account take payments again."),
        Override(),
        Maintenance(),
    ];

    private static Command Plain(string verb, string description) => new Command(verb, description) { s_account, s_reason }.Operator(async (parsed, client) =>
        Done(parsed, await client.PostAsync(Path(parsed, verb), Body(parsed))));

    private static Command Disable() =>
        new Command("disable", "Take an account out of new payments, for good or until a time; it is enabled by itself then.") { s_account, s_until, s_for, s_reason }
            .Operator(async (parsed, client) => Done(parsed, await client.PostAsync(Path(parsed, "disable"), Body(parsed, End(parsed)))));

    private static Command Override()
    {
        var health = new Option<double?>("--health") { Description = "h, 0.01 to 1." };
        var clear = new Option<bool>("--clear") { Description = "Take it back: health as observed." };
        return new Command("override", "Set an account's health by hand until a time; it stands above breaker and observations.")
        {
            s_account, health, s_until, s_for, s_reason, clear,
        }.Operator(async (parsed, client) =>
        {
            if (parsed.GetValue(clear))
                return Done(parsed, await client.SendAsync(HttpMethod.Delete, Path(parsed, "override") + Query(("reason", parsed.GetValue(s_reason)))));
            if (parsed.GetValue(health) is not { } h) throw CliException.Misuse("Give --health 0.01 to 1, --for or --until, and --reason; or --clear.");
            if (!double.IsFinite(h)) throw CliException.Misuse($"--health is {h.ToString(CultureInfo.InvariantCulture)}; write a number from 0.01 to 1.");
            var body = Body(parsed, End(parsed));
            body["health"] = h;
            return Done(parsed, await client.PostAsync(Path(parsed, "override"), body));
        });
    }

    private static Command Maintenance()
    {
        var from = new Option<string>("--from") { Description = "When it begins, with its offset; default: now." };
        var begins = new Option<string>("--from") { Description = "Only the one that begins then; default: all." };
        return new("maintenance", "Planned times without new payments: plan, list, cancel.")
        {
            new Command("plan", "Plan a time without new payments.") { s_account, from, s_until, s_for, s_reason }.Operator(async (parsed, client) =>
            {
                var start = parsed.Instant(from) ?? DateTimeOffset.UtcNow;
                var end = parsed.Instant(s_until) ?? start + Durations.Read("--for", parsed.GetValue(s_for))
                    ?? throw CliException.Misuse("Say when it ends: --until or --for.");
                var body = Body(parsed, ("from", Text(start)), ("to", Text(end)));
                return Done(parsed, await client.PostAsync(Path(parsed, "maintenance"), body));
            }),
            new Command("list", "Planned times of all accounts, those under way included.").Operator(async (parsed, client) =>
            {
                var report = await client.GetAsync("ops/v1/health");
                var planned = report["accounts"]!.AsArray().SelectMany(a => a!["maintenance"]!.AsArray().Select(m => (Account: a["account"]!.ToString(), Window: m!))).ToList();
                if (parsed.WantsJson())
                    Output.Json(new JsonObject { ["maintenance"] = new JsonArray([.. planned.Select(p => new JsonObject
                    {
                        ["account"] = p.Account, ["from"] = p.Window["from"]!.DeepClone(), ["to"] = p.Window["to"]!.DeepClone(), ["reason"] = p.Window["reason"]!.DeepClone(),
                    })]) });
                else foreach (var (account, window) in planned) Console.Out.WriteLine($"{account}  {window["from"]} to {window["to"]}  {window["reason"]}");
                return ExitCode.Ok;
            }),
            new Command("cancel", "Cancel planned times of an account; one under way ends.") { s_account, begins, s_reason }.Operator(async (parsed, client) =>
                Done(parsed, await client.SendAsync(
                    HttpMethod.Delete,
                    Path(parsed, "maintenance") + Query(("from", parsed.Instant(begins) is { } at ? Text(at) : null), ("reason", parsed.GetValue(s_reason)))))),
        };
    }

    private static string Path(ParseResult parsed, string order) => $"ops/v1/accounts/{PayCommands.Escaped(parsed.GetRequiredValue(s_account))}/{order}";

    private static string Query(params (string Name, string? Value)[] parts)
    {
        var given = parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}").ToList();
        return given.Count == 0 ? "" : "?" + string.Join('&', given);
    }

    private static JsonObject Body(ParseResult parsed, params (string Name, JsonNode? Value)[] more)
    {
        var body = new JsonObject();
        foreach (var (name, value) in more.Append(("reason", parsed.GetValue(s_reason))))
            if (value is not null) body[name] = value;
        return body;
    }

    private static (string, JsonNode?)[] End(ParseResult parsed)
    {
        if (parsed.GetValue(s_until) is not null && parsed.GetValue(s_for) is not null) throw CliException.Misuse("Give either --until or --for.");
        return
        [
            ("until", parsed.Instant(s_until) is { } until ? Text(until) : null),
            ("seconds", Durations.Read("--for", parsed.GetValue(s_for)) is { } length ? (long)length.TotalSeconds : null),
        ];
    }

    private static string Text(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);

    private static int Done(ParseResult parsed, JsonNode answer)
    {
        if (parsed.WantsJson()) Output.Json(answer);
        else
            Console.Out.WriteLine((bool?)answer["changed"] == false
                ? $"Nothing to change: {answer["after"]}"
                : $"was: {answer["before"]}{Environment.NewLine}now: {answer["after"]}");
        return ExitCode.Ok;
    }
}
