using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Router.Host.Demo;

/// <summary>Where a running demo is shown.</summary>
internal interface IDemoScreen
{
    Task<DemoReport> ShowAsync(Func<Action<DemoSight, DateTimeOffset>, Task<DemoReport>> run);
}

internal sealed class NoScreen : IDemoScreen
{
    public Task<DemoReport> ShowAsync(Func<Action<DemoSight, DateTimeOffset>, Task<DemoReport>> run) => run((_, _) => { });
}

/// <summary>For files and pipes: a line for each virtual minute.</summary>
internal sealed class LineScreen(DemoOptions options, TextWriter output) : IDemoScreen
{
    private DateTimeOffset _nextLine = options.Start + TimeSpan.FromMinutes(1);

    public Task<DemoReport> ShowAsync(Func<Action<DemoSight, DateTimeOffset>, Task<DemoReport>> run) => run((sight, now) =>
    {
        if (now < _nextLine || _nextLine > options.End) return;
        var accounts = string.Join("   ", sight.Accounts(_nextLine).Select(a =>
            string.Create(CultureInfo.InvariantCulture, $"{a.Id} {a.Share,4:P0} h {a.Health:0.00} open {a.BreakersOpen}/{a.Methods}")));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"minute {(_nextLine - options.Start).TotalMinutes,3:0}  {sight.Payments,6} payments   {accounts}{(sight.IsOutage ? "   OUTAGE" : "")}"));
        _nextLine += TimeSpan.FromMinutes(1);
    });
}

/// <summary>For a terminal: a progress bar and a live table.</summary>
internal sealed class LiveScreen(DemoOptions options) : IDemoScreen
{
    private const int BarWidth = 60;
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(100);
    private long _shownAt;

    public Task<DemoReport> ShowAsync(Func<Action<DemoSight, DateTimeOffset>, Task<DemoReport>> run) =>
        AnsiConsole.Live(new Text("Loading the plugins…")).StartAsync(live => run((sight, now) =>
        {
            if (_shownAt != 0 && Stopwatch.GetElapsedTime(_shownAt) < s_refresh) return;
            _shownAt = Stopwatch.GetTimestamp();
            live.UpdateTarget(Picture(sight, now));
        }));

    private Rows Picture(DemoSight sight, DateTimeOffset now)
    {
        var full = (int)(Math.Clamp(sight.Done, 0, 1) * BarWidth);
        var phase = now >= options.End ? "[grey]traffic has ended; open orders run to their end[/]"
            : sight.IsOutage ? $"[red]{options.SickAccount} is out[/]" : "[green]all channels up[/]";
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("account", "share, last minute", "answered", "health", "breakers open", "in flight");
        foreach (var account in sight.Accounts(now)) table.AddRow(Row(account));
        return new Rows(
            new Markup($"[blue]{new string('█', full)}[/][grey]{new string('░', BarWidth - full)}[/] {sight.Payments:N0} of {options.Payments:N0}"),
            new Markup($"{now - options.Start:hh\\:mm\\:ss}  {phase}"),
            table);
    }

    private static IRenderable[] Row(AccountSight account)
    {
        var bar = new string('■', (int)Math.Round(account.Share * 20));
        var health = account.Health > 0.9 ? "green" : account.Health > 0.3 ? "yellow" : "red";
        return
        [
            new Text(account.Id),
            new Markup(string.Create(CultureInfo.InvariantCulture, $"{account.Share * 100,3:0} % [blue]{bar,-20}[/]")),
            new Text(account.Answered is { } answered ? string.Create(CultureInfo.InvariantCulture, $"{answered * 100:0} %") : "–"),
            new Markup(string.Create(CultureInfo.InvariantCulture, $"[{health}]{account.Health:0.00}[/]")),
            new Markup(account.BreakersOpen == 0 ? "none" : $"[red]{account.BreakersOpen} of {account.Methods}[/]"),
            new Text(account.InFlight.ToString(CultureInfo.InvariantCulture)),
        ];
    }
}
