using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;
using Router.Core.Store;
using Router.Simulation.Banking;
using Router.Simulation.Checks;
using Router.Simulation.Disk;
using Router.Simulation.Faults;
using Router.Simulation.Merchants;
using Router.Simulation.Nodes;
using Router.Simulation.World;

namespace Router.Simulation;

/// <summary>Everything in one world, put together: disk, channels, nodes, and what happens to the nodes.</summary>
internal sealed class House
{
    private static readonly TimeSpan s_inTraffic = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_afterwards = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_idle = TimeSpan.FromHours(6);
    private readonly SimOptions _options;
    private readonly Draw _draw;
    private readonly SortedDictionary<string, Bank> _banks = new(StringComparer.Ordinal);
    private readonly List<SimNode?> _nodes = [];
    private readonly List<SimDirectory?> _directories = [];
    private readonly IReadOnlyList<ChannelManifest> _channels;
    private readonly StateWatch _states;
    private readonly bool _oneCent;
    private Configuration _configuration;
    private bool _isOver;

    public House(SimOptions options, Draw draw, SimWorld world, FaultPlan faults)
    {
        (_options, _draw, World, Faults) = (options, draw, world, faults);
        Findings = new(world);
        Limits = DayLimits.Of(options);
        Days = new(Limits, Findings);
        Disk = new(world, faults, draw.Fork(), new CommitWatch(world, Findings, Days));
        Inbox = new(world, faults, draw.Fork(), Findings);
        _states = new(world, faults, Findings);
        ErrsAt = faults[FaultKind.OperatorsErr];
        _oneCent = faults[FaultKind.OneCent] > 0 && draw.Chance(0.5);
        _channels = options.Planted.Channels(Methods.Channels);
        _configuration = Configuration.Drawn(draw, _oneCent, false, _channels, Limits);
        var post = new Post(world, faults, draw.Fork(), Books) { Deliver = DeliverAsync };
        foreach (var account in Methods.Accounts(_oneCent))
            _banks.Add(account.Id, new(account.Id, account.ChannelId, world, faults, draw.Fork(), Books) { Post = post });
    }

    public SimWorld World { get; }

    public FaultPlan Faults { get; }

    public Findings Findings { get; }

    public Books Books { get; } = new();

    public DayLimits Limits { get; }

    public DayWatch Days { get; }

    public History History { get; } = new();

    public SharedDisk Disk { get; }

    public Inbox Inbox { get; }

    public long Crashes { get; private set; }

    /// <summary>Cases that people have decided.</summary>
    public long Decided { get; set; }

    /// <summary>How often people decide against the books, also after the faults.</summary>
    public double ErrsAt { get; }

    /// <summary>Numbers of which people may have decided something else than the books say.</summary>
    public HashSet<string> Erred { get; } = new(StringComparer.Ordinal);

    /// <summary>Attempts whose wrong amount people have decided to give back: their orders have ended, and the buyer may pay anew meanwhile.</summary>
    public HashSet<string> GoingBack { get; } = new(StringComparer.Ordinal);

    public bool IsOver => _isOver;

    /// <summary>While nothing is due but the bills: nodes look up seldom.</summary>
    public bool IsIdle { get; set; }

    public long Sent(long amount) => _oneCent ? 1 : amount;

    /// <summary>Whether the world had such a fault, also where the faults are over.</summary>
    public bool Had(FaultKind kind) => Faults.Has(kind);

    public SimNode? AnyNode() => _nodes[_draw.Below(_nodes.Count)];

    public void Start()
    {
        for (var at = 0; at < _options.Nodes; at++)
        {
            _nodes.Add(null);
            _directories.Add(null);
            Boot(at);
        }
    }

    /// <summary>From now on nothing breaks any more.</summary>
    public void EndFaults()
    {
        _isOver = true;
        if (Faults[FaultKind.AccountRemoved] > 0)
        {
            // What was removed by force is put back: whatever became of its money must then come to light.
            _configuration = Configuration.Drawn(_draw, _oneCent, false, _channels, Limits);
            for (var at = 0; at < _nodes.Count; at++) Reload(at);
        }

        Faults.Stop();
        World.Note("faults-over", "");
    }

    /// <summary>What happens to processes, clocks and disks while there are faults.</summary>
    public async Task WeatherAsync()
    {
        while (!_isOver)
        {
            await Task.Delay(_draw.Between(2, 40), World.Clock);
            if (_isOver) return;
            var kind = FaultKind.PowerLoss + _draw.Below(FaultKind.AccountRemoved - FaultKind.PowerLoss + 1);
            if (_draw.Chance(Faults[kind])) Strike(kind);
            if (_draw.Chance(Faults[FaultKind.DiskOutage] * 0.1)) Disk.GoOut(_draw.Between(0.5, 20));
        }
    }

    private void Strike(FaultKind kind)
    {
        var at = _draw.Below(_nodes.Count);
        switch (kind)
        {
            case FaultKind.PowerLoss:
                for (var node = 0; node < _nodes.Count; node++) Crash(node);
                Disk.LosePower();
                break;
            case FaultKind.ClockJump when _nodes[at] is { } node:
                // Within what the graces of every method cover: a clock that is wrong by more than that is nobody's clock.
                node.Clock.Offset = _draw.Between(-15, 15);
                World.Note("clock", node.Place.Name, node.Clock.Offset.ToString());
                break;
            case FaultKind.Reload or FaultKind.AccountRetired:
                World.Note("reload", kind.ToString());
                _configuration = Configuration.Drawn(_draw, _oneCent, kind == FaultKind.AccountRetired, _channels, Limits);
                Reload(at);
                break;
            case FaultKind.AccountRemoved:
                _configuration = _configuration.Without(_draw.Of(Methods.Accounts(_oneCent)).Id);
                World.Note("remove", string.Join(' ', _configuration.Catalog.Accounts.Select(a => a.Id)));
                Reload(at);
                break;
            default:
                break;
        }
    }

    private void Reload(int at)
    {
        _nodes[at]?.Configure();
        _directories[at]?.Reload();
    }

    private void Boot(int at)
    {
        var place = new Place(World, $"node{at + 1}");
        var clock = new PlaceClock(place);
        var directory = new SimDirectory(Open, _channels);
        var store = new NodeStore(Disk, place, Faults, _draw.Fork()) { Acknowledging = commit => MaybePause(place, commit) };
        var settings = new EngineSettings { NodeName = place.Name, OneCent = _oneCent, RefundSuspenseAfter = TimeSpan.FromHours(6) };
        var node = new SimNode(place, clock, settings, new()
        {
            Store = _options.Planted.Store(store, Disk, place),
            Channels = directory,
            Sender = Inbox.SenderOf(place),
            Risk = new DrawnRisk(Faults, _draw.Fork()),
            Random = _draw.Fork(),
            Configuration = () => _configuration,
            Rest = () => IsIdle ? s_idle : _isOver ? s_afterwards : s_inTraffic,
            Broken = exception => Findings.Add("engine", place.Name, $"{exception.GetType().Name}: {exception.Message}"),
        });
        (_nodes[at], _directories[at]) = (node, directory);
        World.Note("boot", place.Name);
        if (!_isOver && Faults[FaultKind.Crash] > 0) place.CrashAfter(50 + _draw.Below((int)(2000 / Faults[FaultKind.Crash])), () => Crash(at));
        node.Start();
    }

    private void Crash(int at)
    {
        if (_isOver || _nodes[at] is not { } node) return;
        Crashes++;
        World.Note("crash", node.Place.Name);
        _nodes[at] = null;
        node.Die();
        World.After(_draw.Between(0.2, 30), () => Boot(at));
    }

    private void MaybePause(Place place, OrderCommit commit)
    {
        var sends = commit.Payment is { Order: { } order } && order.Attempts.Any(a => a.IsInFlight);
        if ((sends || commit.Refund is { Refund.IsSending: true }) && Faults.Draws(FaultKind.Pause, _draw)) place.Pause(_draw.Between(0.5, 90));
    }

    private IChannel Open(string account)
    {
        var watch = new SendWatch(World, Disk, Books, Findings, id => _oneCent && id == "d", History.Owed,
            (orderNo, other) => Erred.Contains(orderNo) || GoingBack.Contains(other.Number));
        return _options.Planted.Channel(new SimChannel(_banks[account], new Wire(World, Faults, _draw.Fork()), watch, _states), Disk);
    }

    private async Task<bool> DeliverAsync(Bank bank, Letter letter)
    {
        if (AnyNode() is not { } node) return false;
        var answer = await node.CallAsync(n => _options.Planted.ReceiveAsync(n, bank.Channel, bank.Account, letter.Sealed()));
        World.Note("told", letter.Attempt, $"{letter.Status} {letter.Minor} {answer?.Error?.Code ?? (answer is null ? "cut off" : "taken")}");
        return answer is { Error: null };
    }
}
