using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.ChannelSimulators.Hall;
using Router.TestKit.Compliance;

namespace Router.Host.Simulators;

/// <summary>The simulators' levers over HTTP, for `router simulators buy` and its like; on the loopback address only.</summary>
internal static class SimulatorDesk
{
    public static WebApplication Create(ProviderHall hall, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        Post("/buyer", body => BuyerAsync(hall, body));
        Post("/faults", body => Task.FromResult(Fault(hall, body)));
        Post("/bills", body => Task.FromResult(Bill(hall, body)));
        app.MapGet("/ledger", (HttpContext http) => WriteAsync(http, 200, Ledger(hall)));
        return app;

        void Post(string path, Func<JsonObject, Task<(bool Ok, string Message)>> pull) => app.MapPost(path, async http => await TellAsync(http, pull));
    }

    private static async Task TellAsync(HttpContext http, Func<JsonObject, Task<(bool Ok, string Message)>> pull)
    {
        var (ok, message) = (false, "The body is no JSON object.");
        try
        {
            using var reader = new StreamReader(http.Request.Body);
            if (JsonNode.Parse(await reader.ReadToEndAsync(http.RequestAborted)) is JsonObject body) (ok, message) = await pull(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or UriFormatException)
        {
            message = exception.Message;
        }

        await WriteAsync(http, ok ? 200 : 400, new() { ["ok"] = ok, ["message"] = message });
    }

    private static async Task<(bool Ok, string Message)> BuyerAsync(ProviderHall hall, JsonObject body)
    {
        if (Account(hall, body) is not { } account) return NoAccount(hall);
        var number = (string?)body["attempt"] ?? "";
        var act = (string?)body["act"] == "failToPay" ? BuyerAct.FailToPay : BuyerAct.Pay;
        var did = await hall.Simulators[account.Channel].ActAsync(act, account.MerchantId, Attempt(number), Action(body["action"]));
        return did ? (true, $"The buyer acted on {number} at {account.Id}.") : (false, $"{account.Id} did not let him: {number} is not known there, closed, expired or paid already.");
    }

    private static (bool Ok, string Message) Fault(ProviderHall hall, JsonObject body)
    {
        var channel = (string?)body["channel"] ?? "";
        if (!hall.Simulators.TryGetValue(channel, out var simulator)) return (false, $"There is no channel '{channel}'; there are: {string.Join(", ", hall.Simulators.Keys)}.");
        var name = (string?)body["fault"] ?? "";
        if (name == "none")
        {
            simulator.Clear();
            return (true, $"{channel} answers as it should.");
        }

        if (!Enum.TryParse<WireFault>(name, ignoreCase: true, out var fault) || !Enum.IsDefined(fault) || !simulator.Knows(fault)) return (false, $"{channel} has no fault '{name}'.");
        if (body["times"] is not { } count || !count.AsValue().TryGetValue<int>(out var times) || times is < 1 or > 10_000) return (false, "times must be 1 to 10000.");
        simulator.Inject(fault, times);
        return (true, $"{channel}: {fault} for the next {times} requests.");
    }

    private static (bool Ok, string Message) Bill(ProviderHall hall, JsonObject body)
    {
        if (Account(hall, body) is not { } account) return NoAccount(hall);
        if (!DateOnly.TryParseExact((string?)body["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return (false, "day must be a day such as 2026-01-31.");
        hall.Simulators[account.Channel].MakeBill(account.MerchantId, day);
        return (true, $"The bill of {account.Id} for {day:yyyy-MM-dd} is ready.");
    }

    private static JsonObject Ledger(ProviderHall hall)
    {
        var entries = new JsonArray();
        var all = hall.Simulators.SelectMany(s => s.Value.Entries.Select(e => (Channel: s.Key, Entry: e))).OrderBy(e => e.Entry.At);
        foreach (var (channel, entry) in all)
        {
            entries.Add((JsonNode)new JsonObject
            {
                ["at"] = entry.At.ToString("O", CultureInfo.InvariantCulture),
                ["account"] = hall.Accounts.First(a => a.Channel == channel && a.MerchantId == entry.MerchantId).Id,
                ["kind"] = entry.IsCapture ? "capture" : entry.RefundNumber!.Length == 0 ? "reverse" : "refund",
                ["attempt"] = entry.AttemptNumber,
                ["refund"] = entry.RefundNumber,
                ["transaction"] = entry.TransactionId,
                ["amount"] = entry.Amount.ToString(),
            });
        }

        return new() { ["entries"] = entries };
    }

    private static SimulatedAccount? Account(ProviderHall hall, JsonObject body) => hall.Accounts.FirstOrDefault(a => a.Id == (string?)body["account"]);

    private static (bool, string) NoAccount(ProviderHall hall) => (false, $"There is no such account; there are: {string.Join(", ", hall.Accounts.Select(a => a.Id))}.");

    private static PayAction? Action(JsonNode? action)
    {
        if (action is not JsonObject said) return null;
        var fields = (said["fields"] as JsonObject)?.ToDictionary(f => f.Key, f => (string?)f.Value ?? "");
        return new(Enum.Parse<PayActionKind>((string)said["kind"]!, ignoreCase: true), (string?)said["content"] ?? "", fields);
    }

    // A buyer knows the number on his screen and nothing else of the attempt.
    private static PayRequest Attempt(string number) => new()
    {
        AttemptNumber = number,
        Method = "",
        Amount = new(1, Currency.CNY),
        RequestTime = default,
        ExpiresAt = DateTimeOffset.MaxValue,
        State = ChannelState.Empty,
        Description = "",
        NotifyUrl = new("http://127.0.0.1/"),
    };

    private static Task WriteAsync(HttpContext http, int status, JsonObject answer)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted);
    }
}
