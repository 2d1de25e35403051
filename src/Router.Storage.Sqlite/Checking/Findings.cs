using System.Text.Json;
using Router.Storage.Sqlite.Sql;

namespace Router.Storage.Sqlite.Checking;

/// <summary>What a check has found, each with its number; a hundred are enough to see what is wrong.</summary>
internal sealed class Findings
{
    private const int Limit = 100;
    private readonly List<string> _all = [];

    public bool Any => _all.Count > 0;

    public IReadOnlyList<string> All => _all;

    public void Add(string id, string text)
    {
        if (_all.Count < Limit) _all.Add($"{id}: {text}");
    }

    public void Equal(string subject, string column, long? stored, long? meant)
    {
        if (stored != meant) Add("RTR4032", $"{subject}: column {column} is {Shown(stored)} and its document says {Shown(meant)}.");
    }

    public void Equal(string subject, string column, string? stored, string? meant)
    {
        if (!string.Equals(stored, meant, StringComparison.Ordinal)) Add("RTR4032", $"{subject}: column {column} is '{stored}' and its document says '{meant}'.");
    }

    /// <summary>A row's document, or null and a finding where it cannot be read.</summary>
    public T? Read<T>(string subject, Statement row, Func<Statement, T> read)
        where T : class
    {
        try
        {
            return read(row);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentException or InvalidOperationException or FormatException)
        {
            Add("RTR4031", $"{subject}: its document cannot be read: {error.Message}");
            return null;
        }
    }

    private static string Shown(long? value) => value is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : "empty";
}
