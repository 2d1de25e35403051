using System.Text.Json;
using System.Text.Json.Serialization;

namespace Router.Host.Demo;

/// <summary>One line of requests.jsonl: what a shop asks for, and what it or the buyer does afterwards.</summary>
internal sealed record DemoRequest
{
    public required string Merchant { get; init; }
    public required string Description { get; init; }
    public required string Platform { get; init; }
    public required string Region { get; init; }
    public required string Business { get; init; }
    public required string Method { get; init; }

    /// <summary>Minor units.</summary>
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required int ValiditySeconds { get; init; }
    public string? Province { get; init; }
    public string? DeviceVendor { get; init; }
    public string? Tags { get; init; }
    public string? CardBank { get; init; }
    public string? CardType { get; init; }
    public string? CardBin { get; init; }
    public DemoRefund? Refund { get; init; }
    public int? CloseAfterSeconds { get; init; }
    public DemoSwitch? Switch { get; init; }

    /// <summary>The committed file, in its order.</summary>
    public static IReadOnlyList<DemoRequest> All()
    {
        using var stream = typeof(DemoRequest).Assembly.GetManifestResourceStream("demo/requests.jsonl")
            ?? throw new InvalidOperationException("The executable lacks demo/requests.jsonl; build it again.");
        using var reader = new StreamReader(stream);
        var requests = new List<DemoRequest>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0) requests.Add(JsonSerializer.Deserialize(line, DemoRequestJson.Default.DemoRequest)!);
        }

        return requests;
    }
}

/// <summary>Money given back some time after the payment: a percentage of the amount, once or twice.</summary>
internal sealed record DemoRefund(int AfterSeconds, int Percent, int Times);

/// <summary>The buyer wants to pay in another way.</summary>
internal sealed record DemoSwitch(int AfterSeconds, string Method);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DemoRequest))]
internal sealed partial class DemoRequestJson : JsonSerializerContext;
