using System.Globalization;
using Router.Storage.Sqlite.Opening;
using Router.Storage.Sqlite.Sql;
using SQLitePCL;

namespace Router.Storage.Sqlite.Checking;

/// <summary>Whether a store's file is sound and everything in it agrees, read at one moment. Reads only, beside a running router too.</summary>
internal static class StoreCheck
{
    public static IReadOnlyList<string> Run(string path)
    {
        var findings = new Findings();
        if (!File.Exists(path)) throw UpkeepErrors.NoStore(path);
        try
        {
            using var connection = new Connection(path, raw.SQLITE_OPEN_READONLY);
            if (connection.Pragma("application_id") != Migrations.ApplicationId.ToString(CultureInfo.InvariantCulture)) throw OpenErrors.Foreign(path);
            connection.Execute("BEGIN");
            connection.Each("PRAGMA integrity_check(100)", row =>
            {
                if (row.Text(0) is var finding && finding != "ok") findings.Add("RTR4030", finding);
            });
            if (findings.Any) return findings.All;
            var version = connection.Pragma("user_version");
            if (version != Migrations.Newest.ToString(CultureInfo.InvariantCulture))
            {
                findings.Add("RTR4035", $"The schema is {version} and this program's is {Migrations.Newest}: only the file itself was checked. The first start migrates an older one.");
                return findings.All;
            }

            PaymentCheck.Run(connection, findings);
            RefundCheck.Run(connection, findings);
            ReferenceCheck.Run(connection, findings);
            DayCheck.Run(connection, findings);
        }
        catch (SqliteError error)
        {
            findings.Add("RTR4030", error.Message);
        }

        return findings.All;
    }
}
