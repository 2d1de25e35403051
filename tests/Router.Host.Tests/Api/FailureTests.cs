using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Router.AspNetCore;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Routing;
using Router.Core.Store;
using Router.Core.WhatIf;
using Router.Hosting;

namespace Router.Host.Tests.Api;

public sealed class FailureTests
{
    [Fact]
    public async Task A_defect_is_answered_with_a_code_and_without_a_stack() =>
        (await AskAsync(new InvalidOperationException("secret detail"))).ShouldBeProblem(500, "289999").Text.Should().NotContain("secret");

    [Fact]
    public async Task A_store_that_is_away_is_said_to_be() =>
        (await AskAsync(new StoreUnavailableException("The disk is full."))).ShouldBeProblem(503, "280901")["detail"].Should().StartWith("The disk is full.");

    [Fact]
    public async Task A_type_that_is_missing_from_the_JSON_stops_the_start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddPaymentRouterApi();
        await using var app = builder.Build();
        app.MapPost("/unregistered", (Unregistered body) => body.Text);

        var start = () => app.StartAsync();

        await start.Should().ThrowAsync<NotSupportedException>();
    }

    [Fact]
    public void What_was_not_registered_is_named()
    {
        var nothing = WebApplication.CreateSlimBuilder().Build();
        var noApi = WebApplication.CreateSlimBuilder();
        noApi.Services.AddPaymentRouter();

        var first = () => nothing.MapPaymentRouter();
        var second = () => noApi.Build().MapPaymentRouter();

        first.Should().Throw<InvalidOperationException>().WithMessage("*AddPaymentRouter(*");
        second.Should().Throw<InvalidOperationException>().WithMessage("*AddPaymentRouterApi()*");
    }

    private static async Task<ApiReply> AskAsync(Exception failure)
    {
        var host = new ApiHost { Change = services => services.Replace(ServiceDescriptor.Singleton<IPaymentRouter>(new Failing(failure))) };
        await host.InitializeAsync();
        try
        {
            return await host.GetAsync("/v1/payments?merchant=shop&merchantOrderNo=1");
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private sealed record Unregistered(string Text);

    private sealed class Failing(Exception failure) : IPaymentRouter
    {
        public Task<PaymentAnswer> PayAsync(PayCommand command, CancellationToken cancellationToken = default) => throw failure;

        public Task<PaymentAnswer> SwitchAsync(SwitchCommand command, CancellationToken cancellationToken = default) => throw failure;

        public Task<PaymentAnswer> ContinueAsync(ContinueCommand command, CancellationToken cancellationToken = default) => throw failure;

        public Task<PaymentAnswer> CloseAsync(string paymentId, CancellationToken cancellationToken = default) => throw failure;

        public Task<PaymentAnswer> QueryAsync(
            string paymentId, bool askChannel = false, TimeSpan wait = default, CancellationToken cancellationToken = default) => throw failure;

        public Task<PaymentOrder?> FindAsync(string merchant, string merchantOrderNo) => throw failure;

        public (RoutePlan? Plan, RouterError? Error) Preview(PayCommand command) => throw failure;

        public (RouteExplanation? Explanation, RouterError? Error) Explain(PayCommand command, string? account) => throw failure;
    }
}
