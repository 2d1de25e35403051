using System.Text;
using System.Text.Json;
using Router.Channel.Stripe.Notifications;

namespace Router.Channel.Stripe.Tests;

/// <summary>Every entry of the public vectors: a kind or a must_fail that is not known here fails the test that counts them.</summary>
public class VectorTests
{
    public static TheoryData<string> Ids => new(Vectors().Select(v => v.GetProperty("id").GetString()!));

    public static TheoryData<string, int> Forgeries
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var vector in Vectors())
                for (var i = 0; i < vector.GetProperty("must_fail").GetArrayLength(); i++) data.Add(vector.GetProperty("id").GetString()!, i);
            return data;
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_vector_is_accepted_at_its_time(string id)
    {
        var vector = Vector(id);
        vector.GetProperty("kind").GetString().Should().Be("stripe-signature-v1");

        Refuse(vector, default, vector.GetProperty("timestamp").GetInt64()).Should().BeNull();
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_vector_is_accepted_to_the_last_second_of_its_tolerance_and_no_longer(string id)
    {
        var vector = Vector(id);
        var time = vector.GetProperty("timestamp").GetInt64();
        var tolerance = vector.TryGetProperty("tolerance_s", out var written) ? written.GetInt64() : 300;

        foreach (var now in new[] { time - tolerance, time + tolerance }) Refuse(vector, default, now).Should().BeNull();
        foreach (var now in new[] { time - tolerance - 1, time + tolerance + 1 }) Refuse(vector, default, now).Should().NotBeNull();
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_vector_signed_here_gives_one_of_its_v1_signatures(string id)
    {
        var vector = Vector(id);
        var signature = WebhookSignature.Sign(
            vector.GetProperty("secret").GetString()!, vector.GetProperty("timestamp").GetRawText(), Encoding.UTF8.GetBytes(vector.GetProperty("payload").GetString()!));

        vector.GetProperty("header").GetString().Should().Contain("v1=" + signature);
    }

    [Theory, MemberData(nameof(Forgeries))]
    public void A_vector_that_must_fail_fails(string id, int index)
    {
        var vector = Vector(id);
        var change = vector.GetProperty("must_fail")[index];
        var now = change.TryGetProperty("now", out var other) ? other.GetInt64() : vector.GetProperty("timestamp").GetInt64();
        var isKnown = change.TryGetProperty("now", out _) || change.TryGetProperty("header", out _)
            || change.GetProperty("why").GetString() == "payload + this_changes_the_json";

        isKnown.Should().BeTrue("every way to fail must be one that this test knows");
        Refuse(vector, change, now).Should().NotBeNull();
    }

    private static string? Refuse(JsonElement vector, JsonElement change, long now)
    {
        var isChanged = change.ValueKind == JsonValueKind.Object;
        var header = isChanged && change.TryGetProperty("header", out var other) ? other.GetString() : vector.GetProperty("header").GetString();
        var payload = vector.GetProperty("payload").GetString()!;
        if (isChanged && change.TryGetProperty("why", out var why) && why.GetString()!.StartsWith("payload", StringComparison.Ordinal)) payload += "this_changes_the_json";
        return WebhookSignature.Refuse(
            header, Encoding.UTF8.GetBytes(payload), [vector.GetProperty("secret").GetString()!], DateTimeOffset.FromUnixTimeSeconds(now));
    }

    private static JsonElement Vector(string id) => Vectors().Single(v => v.GetProperty("id").GetString() == id);

    private static List<JsonElement> Vectors()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "stripe.json")));
        return [.. document.RootElement.GetProperty("vectors").EnumerateArray().Select(v => v.Clone())];
    }
}
