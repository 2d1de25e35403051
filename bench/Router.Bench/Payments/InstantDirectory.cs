using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Channels;
using Router.Core.Health;
using Router.Core.Payments;
using Router.Core.Routing;
using Router.Rules;

namespace Router.Bench.Payments;

/// <summary>Three accounts at one instant channel, under a small rule file.</summary>
internal sealed class InstantDirectory : IChannelDirectory, ISnapshotSource
{
    private const string Rules = """
        { "name": "bench", "currencies": ["CNY"], "rules": [
          { "id": "large", "when": { "amount": { "gte": 100000 } }, "route": { "strategy": "priority", "candidates": ["b", "a"] } } ],
          "default": { "route": { "strategy": "weighted", "candidates": [ { "account": "a", "weight": 50 }, { "account": "b", "weight": 30 },
            { "account": "c", "weight": 20 } ] } } }
        """;

    private static readonly ChannelManifest s_manifest = new()
    {
        Id = "instant",
        Version = "0.1.0",
        Contract = new(1, 1),
        Assembly = "none.dll",
        DisplayName = "Instant",
        Refunds = new(TimeSpan.FromDays(90)),
        Methods =
        [
            new()
            {
                Name = "instant.pay",
                Presentation = Presentation.Direct,
                Currencies = [Currency.CNY],
                Operations = [ChannelOperation.Pay, ChannelOperation.Query, ChannelOperation.Close, ChannelOperation.Refund],
            },
        ],
    };

    private readonly HealthModel _health;
    private readonly RuleSet _rules;
    private readonly Catalog _catalog;
    private readonly InstantChannel _channel = new();

    public InstantDirectory(HealthModel health)
    {
        _health = health;
        _rules = RuleSetLoader.Load("bench.json", Rules).Value ?? throw new InvalidOperationException("The bench's rules do not load.");
        _catalog = new(
            new[] { "a", "b", "c" }.Select(id => new MerchantAccount { Id = id, ChannelId = "instant", MerchantId = id, MaxConcurrency = 10_000 }), [s_manifest], "bench");
        _health.Configure(_catalog);
    }

    public RouterSnapshot Current => new(_rules, FactCatalog.Open, null, _catalog, _health.Tick());

    public IChannelLease? TryLease(MerchantAccount account, out string? refused)
    {
        refused = null;
        return new Lease(_channel);
    }

    private sealed class Lease(IChannel channel) : IChannelLease
    {
        public IChannel Channel => channel;

        public ChannelManifest Manifest => s_manifest;

        public void Dispose()
        {
        }
    }
}
