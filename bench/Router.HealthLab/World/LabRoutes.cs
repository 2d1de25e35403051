using Router.Abstractions;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Core.Orders;
using Router.Core.Routing;
using Router.Rules;

namespace Router.HealthLab.World;

/// <summary>The real planner over three accounts of 50, 30 and 20, for one strategy. Thread-safe.</summary>
internal sealed class LabRoutes
{
    public const string Method = "lab.card";
    private readonly RoutePlanner _planner;
    private readonly RouterSnapshot _snapshot;
    private readonly (RouteRequest Request, Facts Facts)[] _payers;

    public LabRoutes(string strategy, HealthSettings settings)
    {
        Strategy = strategy;
        _planner = RoutePlanner.CreateDefault(settings);
        var rules = RuleSetLoader.Load("lab.json", $$"""
            { "name": "lab", "rules": [], "default": { "route": { "strategy": "{{strategy}}", "candidates": [
              { "account": "a", "weight": 50 }, { "account": "b", "weight": 30 }, { "account": "c", "weight": 20 }] } } }
            """).Value ?? throw new ArgumentException($"There is no strategy {strategy}.", nameof(strategy));
        _snapshot = new(rules, FactCatalog.Open, null, Catalog, HealthView.Empty);
        _payers = [.. Enumerable.Range(0, LabWorld.Payers).Select(Request).Select(request => (request, RoutePlanner.FactsOf(request, _snapshot)))];
    }

    public static IReadOnlyList<string> Strategies { get; } = ["weighted", "priority", "lowestFee", "bestSuccess", "split"];
    public static Catalog Catalog { get; } = new(
        [.. LabWorld.Accounts.Select((id, i) => new MerchantAccount
        {
            Id = id,
            ChannelId = "lab",
            MerchantId = id,
            Fees = [new FeeRow { Ppm = 3000 + (i * 500) }],
        })],
        [new ChannelManifest
        {
            Id = "lab",
            Version = "1.0.0",
            Contract = new(1, 1),
            Assembly = "Lab.dll",
            DisplayName = "Lab",
            Methods =
            [
                new MethodManifest
                {
                    Name = Method,
                    Presentation = Presentation.QrCode,
                    Currencies = [Currency.CNY],
                    Operations = [ChannelOperation.Pay, ChannelOperation.Query],
                },
            ],
        }],
        "lab");

    public string Strategy { get; }

    public IReadOnlyList<PlannedCandidate> Plan(LabPayment payment, HealthView view, ulong seed)
    {
        var (request, facts) = _payers[payment.Payer];
        return _planner.Plan(request, facts, _snapshot with { Health = view }, seed).Candidates;
    }

    private static RouteRequest Request(int payer) => new(
        new PaymentTerms
        {
            Merchant = "shop",
            MerchantOrderNo = $"o{payer}",
            Amount = new Money(1000, Currency.CNY),
            Description = "tea",
            Methods = [Method],
            Payer = new Payer($"payer-{payer}"),
            Instrument = new Instrument(LabWorld.Banks[LabWorld.BankOf(payer)]),
        },
        LabClock.Start, LabClock.Start.AddHours(1));
}
