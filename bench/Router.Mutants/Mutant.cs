using System.Text.Json;

namespace Router.Mutants;

/// <summary>One change, as Stryker's report names it.</summary>
/// <param name="Id">Its number in the changed assembly.</param>
/// <param name="File">Below the project.</param>
/// <param name="Line">Where.</param>
/// <param name="Kind">Of change.</param>
/// <param name="Source">The line as it is.</param>
/// <param name="Replacement">What stands there instead.</param>
internal sealed record Mutant(int Id, string File, int Line, string Kind, string Source, string Replacement)
{
    public string Folder => File.Contains('/', StringComparison.Ordinal) ? File[..File.IndexOf('/', StringComparison.Ordinal)] : "(no folder)";

    public bool IsText => Kind.StartsWith("String", StringComparison.Ordinal);

    public override string ToString() => $"{File}:{Line} {Kind}: {Source.Trim()} => {Replacement.ReplaceLineEndings(" ")}";

    /// <summary>Those that compile and that Stryker would count.</summary>
    public static IReadOnlyList<Mutant> Read(string report, string project)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(report));
        var all = new List<Mutant>();
        foreach (var file in document.RootElement.GetProperty("files").EnumerateObject())
        {
            var name = file.Name.Replace('\\', '/');
            var below = name[(name.LastIndexOf($"/{project}/", StringComparison.Ordinal) + project.Length + 2)..];
            var lines = file.Value.GetProperty("source").GetString()!.Split('\n');
            foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray())
            {
                if (mutant.GetProperty("status").GetString() is "CompileError" or "Ignored") continue;
                var line = mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32();
                all.Add(new(
                    int.Parse(mutant.GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture), below, line,
                    mutant.GetProperty("mutatorName").GetString()!, lines[line - 1], mutant.GetProperty("replacement").GetString()!));
            }
        }

        return all;
    }
}
