using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Router.Core.Store;
using Router.TestKit.Stores;

namespace Router.Host.Tests.Api;

public sealed class ReloadTests
{
    [Fact]
    public async Task After_a_reload_that_the_store_broke_an_account_with_open_money_is_still_the_old_one()
    {
        var store = DispatchProxy.Create<IOrderStore, BreakingStore>();
        var breaking = (BreakingStore)store;
        var host = new ApiHost { Change = services => services.Replace(ServiceDescriptor.Singleton(store)) };
        await host.InitializeAsync();
        try
        {
            host.WriteAccounts("M2-new");
            breaking.Breaks = "catalog/";
            (await host.PostAsync("/ops/v1/reload")).ShouldBeProblem(503, "280901");
            var paid = await host.PayAsync(Order.Body(("allowedAccounts", new JsonArray("never"))));
            ((int)paid.Status).Should().BeLessThan(300, paid.Text);
            breaking.Breaks = null;
            var problems = (await host.PostAsync("/ops/v1/reload")).Text;

            problems.Should().Contain("RTR3202");
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    /// <summary>A store that cannot write documents whose names begin so.</summary>
    public class BreakingStore : DispatchProxy
    {
        private readonly InMemoryOrderStore _inner = new();

        public string? Breaks { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == nameof(IOrderStore.SaveDocumentAsync) && Breaks is { } start && ((string)args![0]!).StartsWith(start, StringComparison.Ordinal))
                throw new StoreUnavailableException("The disk is full.");
            return targetMethod.Invoke(_inner, args);
        }
    }
}
