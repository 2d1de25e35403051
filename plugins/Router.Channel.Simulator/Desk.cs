using Router.Abstractions;
using Router.Channel.Simulator.Buyers;
using Router.Channel.Simulator.Ledgers;

namespace Router.Channel.Simulator;

// Where every decision is made: the ledger is brought up to date, the buyers' deeds that are due are done, then the caller decides.
// It also wakes by itself when the next thing is due.
internal sealed class Desk : IDisposable
{
    // An instance that is not the newest looks now and then whether the newest still does its work, and takes it over if not.
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_overdue = TimeSpan.FromSeconds(30);

    private readonly Ledger _ledger;
    private readonly IChannelHost _host;
    private readonly Action<Desk, IReadOnlyList<Delivery>> _deliver;
    private readonly ITimer _timer;
    private DateTimeOffset _wakeAt = DateTimeOffset.MaxValue;
    private int _instance;
    private bool _disposed;

    internal Desk(Ledger ledger, BuyerActs acts, IChannelHost host, Action<Desk, IReadOnlyList<Delivery>> deliver)
    {
        _ledger = ledger;
        Acts = acts;
        _host = host;
        _deliver = deliver;
        _timer = host.Time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal Book Book => _ledger.Book;

    internal BuyerActs Acts { get; }

    // Opening an account does no I/O; what a killed process left undone is taken up right after.
    internal void Start() => _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    internal T Decide<T>(Func<DateTimeOffset, T> decide) => _ledger.Use(now =>
    {
        Serve(now);
        Acts.CatchUp(now);
        var answer = decide(now);
        WakeWhenDue(now);
        return answer;
    });

    internal void Append(LedgerEvent line) => _ledger.Append(line);

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _timer.Dispose();
        try
        {
            if (_instance > 0) _ledger.Use(Retire);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _host.Log(ChannelLogLevel.Warning, "The simulator could not write its retirement into the ledger; the next instance takes over anyway.", problem);
        }

        _ledger.Dispose();
    }

    private bool Retire(DateTimeOffset now)
    {
        _ledger.Append(new LedgerEvent { At = now, Kind = LedgerKind.Retire, Instance = _instance });
        return true;
    }

    private void Serve(DateTimeOffset now)
    {
        if (_instance == 0) TakeOver(now);
    }

    private void TakeOver(DateTimeOffset now)
    {
        _instance = Book.LastInstance + 1;
        _ledger.Append(new LedgerEvent { At = now, Kind = LedgerKind.Serve, Instance = _instance });
    }

    private void Wake()
    {
        try
        {
            var mail = _ledger.Use(now =>
            {
                _wakeAt = DateTimeOffset.MaxValue;
                if (_disposed) return [];
                Serve(now);
                Acts.CatchUp(now);
                var due = TakeMail(now);
                WakeWhenDue(now);
                return due;
            });
            if (mail.Count > 0) _deliver(this, mail);
        }
        catch (ObjectDisposedException)
        {
            // The last tick of a timer that was just disposed.
        }
        catch (Exception problem)
        {
            // Nobody stands above a timer: what escapes from here would end the process.
            _host.Log(ChannelLogLevel.Error, "The simulator's ledger cannot be used; check the folder named by setting 'ledgerFolder'.", problem);
            _timer.Change(s_look, Timeout.InfiniteTimeSpan);
        }
    }

    private List<Delivery> TakeMail(DateTimeOffset now)
    {
        var taken = new List<Delivery>();
        while (Book.Mail.TryTake(now, out var due))
        {
            var delivery = Book.Deliveries[due.Key];
            if (delivery.Done || delivery.Due > now) continue;
            if (Book.ServingInstance != _instance && now - delivery.Due > s_overdue) TakeOver(now);
            if (Book.ServingInstance == _instance && !delivery.InFlight)
            {
                delivery.InFlight = true;
                taken.Add(delivery);
            }
            else
            {
                Book.Mail.Add(DueKind.Deliver, due.Key, now + s_look);
            }
        }

        return taken;
    }

    private void WakeWhenDue(DateTimeOffset now)
    {
        var plan = Book.Plans.Next ?? DateTimeOffset.MaxValue;
        var mail = Book.Mail.Next ?? DateTimeOffset.MaxValue;
        var next = plan < mail ? plan : mail;
        if (next >= _wakeAt || _disposed) return;
        _wakeAt = next;
        // Whole milliseconds, rounded up: waking early would only mean waking again.
        var wait = next > now ? TimeSpan.FromMilliseconds(Math.Ceiling((next - now).TotalMilliseconds)) : TimeSpan.Zero;
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
