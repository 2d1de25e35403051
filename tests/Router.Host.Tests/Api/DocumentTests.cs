using System.Text.Json;

namespace Router.Host.Tests.Api;

public sealed class DocumentTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_OpenAPI_document_names_every_address()
    {
        var document = (await host.GetAsync("/openapi/v1.json")).ShouldBe(200).Json;

        var paths = document.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        paths.Should().Contain([
            "/v1/payments", "/v1/payments/{id}", "/v1/payments/{id}/attempts", "/v1/payments/{id}/continue", "/v1/payments/{id}/close",
            "/v1/payments/{id}/refunds", "/v1/refunds/{id}", "/v1/bills", "/v1/routes/preview", "/v1/notify/{channel}/{account}",
            "/ops/v1/channels", "/ops/v1/health", "/ops/v1/events", "/ops/v1/orders", "/ops/v1/orders/{id}", "/ops/v1/orders/{id}/replay", "/ops/v1/reload",
            "/ops/v1/bills/reconcile", "/ops/v1/store/backup", "/ops/v1/store/verify", "/ops/v1/store/archive",
            "/ops/v1/cases", "/ops/v1/orders/{id}/cases", "/ops/v1/orders/{id}/cases/{number}/proposals", "/ops/v1/orders/{id}/cases/{number}/approval",
            "/ops/v1/accounts/{id}/drain", "/ops/v1/accounts/{id}/faults", "/healthz/live", "/healthz/ready"]);
        document.GetProperty("components").GetProperty("schemas").GetProperty("PaymentBody").GetProperty("properties")
            .TryGetProperty("merchantOrderNo", out _).Should().BeTrue();
    }

    [Theory]
    [InlineData("/healthz/live", "live")]
    [InlineData("/healthz/ready", "ready")]
    public async Task Health_checks_answer(string path, string status) => (await host.GetAsync(path)).ShouldBe(200)["status"].Should().Be(status);

    [Fact]
    public void Reflection_JSON_is_off() => JsonSerializer.IsReflectionEnabledByDefault.Should().BeFalse();

    [Fact]
    public async Task An_embedders_own_failure_is_left_to_him()
    {
        var reply = await host.GetAsync("/embedder/throws");

        reply.ShouldBe(500).Text.Should().BeEmpty();
    }
}
