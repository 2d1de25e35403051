using System.Net;
using System.Text.Json;

namespace Router.Host.Tests.Api;

/// <summary>An answer, read whole.</summary>
internal sealed record ApiReply(HttpStatusCode Status, string? ContentType, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? this[string name] => Json.TryGetProperty(name, out var value) ? value.ToString() : null;

    public static async Task<ApiReply> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new(response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(), headers);
    }

    public ApiReply ShouldBe(int status)
    {
        ((int)Status).Should().Be(status, Text);
        return this;
    }

    public ApiReply ShouldBeProblem(int status, string code, string? field = null)
    {
        ShouldBe(status);
        ContentType.Should().Be("application/problem+json");
        this["code"].Should().Be(code, Text);
        this["field"].Should().Be(field, Text);
        this["detail"].Should().NotBeNullOrEmpty();
        Json.GetProperty("status").GetInt32().Should().Be(status);
        Text.Should().NotContain("   at ");
        return this;
    }
}
