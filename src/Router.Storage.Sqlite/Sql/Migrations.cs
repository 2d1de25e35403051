using System.Globalization;

namespace Router.Storage.Sqlite.Sql;

/// <summary>The schema, as numbered steps that only go forward. A step that has been released is never edited: add the next one.</summary>
internal static class Migrations
{
    /// <summary>Marks the file as ours: "RTRS".</summary>
    public const int ApplicationId = 0x52545253;

    public static int Newest => s_steps.Length;

    private static readonly string[] s_steps =
    [
        Read("0001_orders.sql"), Read("0002_archived.sql"), Read("0003_refunded.sql"), Read("0004_open_cases.sql"), Read("0005_account_days.sql"),
    ];

    /// <summary>Takes the missing steps, each in its own transaction.</summary>
    public static void Apply(Connection connection, int present)
    {
        for (var step = present; step < s_steps.Length; step++)
        {
            var number = (step + 1).ToString(CultureInfo.InvariantCulture);
            connection.Execute($"BEGIN IMMEDIATE; {s_steps[step]} PRAGMA user_version = {number}; COMMIT;");
        }
    }

    private static string Read(string name)
    {
        using var stream = typeof(Migrations).Assembly.GetManifestResourceStream($"Router.Storage.Sqlite.Migrations.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
