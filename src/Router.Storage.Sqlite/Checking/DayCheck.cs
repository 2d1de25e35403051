using Router.Core.Orders;
using Router.Storage.Sqlite.Reading;
using Router.Storage.Sqlite.Sql;
using Router.Storage.Sqlite.Writing;

namespace Router.Storage.Sqlite.Checking;

/// <summary>What accounts' days say they hold is what the attempts in the store hold.</summary>
internal static class DayCheck
{
    public static void Run(Connection connection, Findings findings)
    {
        var meant = new SortedDictionary<string, (long Count, long Minor)>(StringComparer.Ordinal);
        connection.Each("SELECT doc, id FROM payments", row =>
        {
            // What cannot be read is told by the check of payments.
            if (new Findings().Read("", row, Rows.Payment) is not { } order) return;
            foreach (var attempt in order.Attempts) Count(meant, attempt);
        });
        connection.Each("SELECT account_id, day, currency, count, minor FROM account_days", row =>
        {
            var key = Key(row.Text(0), row.Text(1), row.Text(2));
            _ = meant.Remove(key, out var sum);
            if (row.Long(3) != sum.Count || row.Long(4) != sum.Minor)
                findings.Add("RTR4036", $"{key}: {row.Long(3)} attempts and {row.Long(4)} minor units are counted, and the attempts in the store make {sum.Count} and {sum.Minor}.");
        });
        foreach (var (key, sum) in meant) findings.Add("RTR4036", $"{key}: nothing is counted, and the attempts in the store make {sum.Count} and {sum.Minor} minor units.");
    }

    private static void Count(SortedDictionary<string, (long Count, long Minor)> meant, Attempt attempt)
    {
        if (DayWriter.Held(attempt) is not { } day) return;
        var key = Key(attempt.AccountId, day, attempt.SentAmount.Currency.Code);
        var (count, minor) = meant.GetValueOrDefault(key);
        meant[key] = (count + 1, minor + attempt.SentAmount.Minor);
    }

    private static string Key(string account, string day, string currency) => $"account {account}, day {day}, {currency}";
}
