using Router.Core.Health;
using Router.Core.Tests.Routing;

namespace Router.Core.Tests.Health;

/// A model of accounts a, b, c on a clock of its own, with every event heard.
internal sealed class HealthModelFixture
{
    public HealthModelFixture(HealthSettings? settings = null)
    {
        Model = new HealthModel(Clock, settings, Events.Add);
        Model.Configure(Fixture.Catalog());
    }

    public HealthClock Clock { get; } = new();
    public HealthModel Model { get; }
    public List<HealthEvent> Events { get; } = [];

    public HealthLine Line(string account) => Model.Tick().Find(account, "sim.qr")!;

    public HealthReading Read(string account, string? bank = null) => Model.Tick().Read(account, "sim.qr", bank);

    public CallTicket Begin(string account, string? bank = null)
    {
        var ticket = Model.TryBegin(account, "sim.qr", bank, out var refused);
        refused.Should().BeNull();
        return ticket!;
    }

    public string? Refused(string account, string? bank = null)
    {
        using var ticket = Model.TryBegin(account, "sim.qr", bank, out var refused);
        return refused;
    }

    public void See(string account, Observation observation, int times = 1, string? bank = null)
    {
        for (var i = 0; i < times; i++) Begin(account, bank).Complete(observation);
    }

    public int Heard(HealthEventKind kind) => Events.Count(e => e.Kind == kind);
}
