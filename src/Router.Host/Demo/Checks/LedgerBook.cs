using System.Text;
using System.Text.Json;

namespace Router.Host.Demo.Checks;

/// <summary>What the ledgers say about money, by attempt. Reads the lines that docs/simulator.md describes and nothing else.</summary>
internal sealed class LedgerBook
{
    private readonly SortedDictionary<string, LedgerAttempt> _attempts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, List<LedgerRefund>> _refunds = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, LedgerAttempt> Attempts => _attempts;

    public IReadOnlyDictionary<string, List<LedgerRefund>> Refunds => _refunds;

    public int Lines { get; private set; }

    public static LedgerBook Read(IEnumerable<string> paths)
    {
        var book = new LedgerBook();
        foreach (var path in paths)
        {
            if (!File.Exists(path)) continue;
            var text = File.ReadAllText(path, Encoding.UTF8);
            // A last line without its end was never answered.
            var whole = text[..(text.LastIndexOf('\n') + 1)];
            foreach (var line in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries)) book.Take(line);
        }

        return book;
    }

    private void Take(string line)
    {
        Lines++;
        using var document = JsonDocument.Parse(line);
        var entry = document.RootElement;
        var kind = entry.GetProperty("kind").GetString();
        if (kind is not ("capture" or "refund" or "reverse")) return;
        var number = entry.GetProperty("attempt").GetString()!;
        if (!_attempts.TryGetValue(number, out var attempt)) _attempts.Add(number, attempt = new());
        var amount = entry.GetProperty("amount").GetInt64();
        attempt.Currencies.Add(entry.GetProperty("currency").GetString()!);
        if (kind == "capture")
        {
            attempt.Captures++;
            attempt.Captured += amount;
            return;
        }

        attempt.GivenBack += amount;
        if (kind != "refund") return;
        var refund = entry.GetProperty("refund").GetString()!;
        if (!_refunds.TryGetValue(refund, out var lines)) _refunds.Add(refund, lines = []);
        lines.Add(new(number, amount));
    }
}

/// <summary>One attempt's money, minor units.</summary>
internal sealed class LedgerAttempt
{
    public int Captures { get; set; }
    public long Captured { get; set; }
    public long GivenBack { get; set; }
    public SortedSet<string> Currencies { get; } = new(StringComparer.Ordinal);
    public long Net => Captured - GivenBack;
}

internal sealed record LedgerRefund(string Attempt, long Amount);
