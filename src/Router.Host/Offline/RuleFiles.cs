using System.Text;
using Router.Host.Cli;
using Router.Rules;

namespace Router.Host.Offline;

/// <summary>Reads the files that stand around a rule file: its registries and its BIN table, beside it unless named.</summary>
internal static class RuleFiles
{
    public static byte[] Read(string path, string what)
    {
        // A misspelt option is taken for the file where a file may stand.
        if (path.StartsWith("--", StringComparison.Ordinal) && !File.Exists(path))
            throw CliException.Misuse($"There is no option {path}. --help shows those that there are.");
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Misuse($"The {what} {Path.GetFullPath(path)} cannot be read: {error.Message} Check the path and the file's rights.");
        }
    }

    /// <summary>Ends the command where something told is an error. Warnings are for the lint.</summary>
    public static void StopAtErrors(List<RuleDiagnostic> told)
    {
        var errors = told.Where(d => d.Severity == RuleSeverity.Error).ToList();
        if (errors.Count > 0) throw new CliException(string.Join(Environment.NewLine, errors));
    }

    /// <returns>The registries; null where they have errors. Open where there is no file, which is told.</returns>
    public static FactCatalog? Facts(string rulesFile, string? named, List<RuleDiagnostic> told)
    {
        var path = named ?? Beside(rulesFile, "facts.json");
        if (named is null && !File.Exists(path))
        {
            told.Add(RuleSetLoader.OpenRegistriesWarning(path));
            return FactCatalog.Open;
        }

        var loaded = FactCatalog.Load(path, Read(path, "registry of facts"));
        told.AddRange(loaded.Diagnostics);
        return loaded.Value;
    }

    /// <returns>The BIN table; null where there is none or it has errors.</returns>
    public static BinTable? Bins(string rulesFile, string? named, FactCatalog facts, List<RuleDiagnostic> told)
    {
        var path = named ?? Beside(rulesFile, "bins.csv");
        if (named is null && !File.Exists(path)) return null;
        var loaded = BinTable.Load(path, Encoding.UTF8.GetString(Read(path, "BIN table")), facts);
        told.AddRange(loaded.Diagnostics);
        return loaded.Value;
    }

    private static string Beside(string rulesFile, string name) => Path.Combine(Path.GetDirectoryName(rulesFile) ?? "", name);
}
