using System.Globalization;
using Router.Core.Accounts;
using Router.Core.Health;
using Router.Host.Cli;

namespace Router.Host.Offline.Explain;

/// <summary>Health as it is told on the command line: "sim-a=0.3,sim-b=open". Who is not named is healthy.</summary>
internal static class OfflineHealth
{
    private static readonly TimeSpan s_open = TimeSpan.FromHours(1);

    public static HealthView Read(string? text, Catalog catalog, DateTimeOffset at)
    {
        var lines = new List<HealthLine>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (account, value) = part.Split('=', 2) is [var name, var said] ? (name, said) : (part, "");
            if (catalog.FindAccount(account) is not { } known)
                throw CliException.Misuse($"--health names {account}, which is no account. There are: {string.Join(", ", catalog.Accounts.Select(a => a.Id))}.");
            var isOpen = value == "open";
            var health = 1.0;
            if (!isOpen && (!double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out health) || health is not (>= 0 and <= 1)))
                throw CliException.Misuse($"--health says {part}. Write {account}=0.3 for a health of 0 to 1, or {account}=open for an open breaker.");
            foreach (var method in catalog.FindChannel(known.ChannelId)?.Methods ?? [])
                lines.Add(Line(account, method.Name, isOpen ? HealthSettings.Default.MinHealth : health, isOpen, at));
        }

        return HealthView.Of(at, lines.DistinctBy(l => (l.AccountId, l.Method)), []);
    }

    private static HealthLine Line(string account, string method, double health, bool isOpen, DateTimeOffset at) => new()
    {
        AccountId = account,
        Method = method,
        Health = health,
        Estimate = HealthSettings.Default.PriorEstimate,
        Observations = 0,
        Approval = HealthSettings.Default.PriorEstimate,
        IsOpen = isOpen,
        BreakUntil = at + s_open,
        ProbeInFlight = false,
        FailuresNotSent = false,
        P99 = HealthSettings.Default.FirstP99,
        InFlight = 0,
    };
}
