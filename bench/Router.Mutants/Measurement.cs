using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Router.Mutants;

/// <summary>From the mutants to the score.</summary>
internal static class Measurement
{
    public static async Task<int> RunAsync(Options options)
    {
        var root = Root();
        var made = new Made(root, options);
        await made.MakeAsync();
        var mutants = Chosen(Mutant.Read(made.Report, options.Project), root, options);
        if (mutants.Count == 0) throw new MutantsException("There is no such mutant: look at --of and --folder.");
        var clock = Stopwatch.StartNew();
        var coverage = Path.Combine(made.Bin, "coverage.tsv");
        var crew = new Crew(options, made.Bin, coverage);
        if (options.BySimulation) await crew.RunAsync("worlds", [.. mutants.Select(mutant => mutant.Id)]);
        else await ByTestsAsync(crew, coverage, mutants);
        var score = Score.Of(mutants, crew.Verdicts);
        Console.WriteLine(score.Text(options.Lists));
        Console.WriteLine($"{clock.Elapsed.TotalMinutes:0} minutes");
        await File.WriteAllLinesAsync(
            Path.Combine(root, "artifacts", "mutants", options.Project, "verdicts.txt"),
            mutants.Select(m => crew.Verdicts.TryGetValue(m.Id, out var v) ? $"{(v.IsNoticed ? "noticed" : "UNNOTICED")} {m} [{v.By}]" : $"UNCOVERED {m}"));
        return score.Percent < options.Least ? 1 : 0;
    }

    private static async Task ByTestsAsync(Crew crew, string file, IReadOnlyList<Mutant> mutants)
    {
        await crew.CoverAsync();
        var coverage = new Coverage(file);
        Console.WriteLine($"{mutants.Count} mutants, {coverage.Tests} tests");
        var run = mutants.Select(mutant => mutant.Id).Where(coverage.All.Contains).ToList();
        await crew.RunAsync("tests", [.. run.Where(id => !coverage.Once.Contains(id))]);
        await crew.RunAsync("fresh", [.. run.Where(coverage.Once.Contains)]);
    }

    private static List<Mutant> Chosen(IReadOnlyList<Mutant> all, string root, Options options)
    {
        var files = options.Config is { } config ? Named(Path.Combine(root, config)) : null;
        var chosen = all.Where(m => (options.Folder is null || m.Folder == options.Folder) && (files is null || files.Any(f => ("/" + m.File).EndsWith(f, StringComparison.Ordinal)))).ToArray();
#pragma warning disable CA5394 // a sample that can be drawn again, not a secret
        if (options.Sample is not { } count || count >= chosen.Length) return [.. chosen];
        new Random(options.Seed).Shuffle(chosen);
#pragma warning restore CA5394
        return [.. chosen[..count]];
    }

    private static List<string> Named(string config)
    {
        if (!File.Exists(config)) throw new MutantsException($"There is no {config}.");
        using var document = JsonDocument.Parse(File.ReadAllText(config));
        return [.. document.RootElement.GetProperty("stryker-config").GetProperty("mutate").EnumerateArray().Select(pattern => pattern.GetString()!.TrimStart('*'))];
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Router.sln"))) return folder.FullName;
        }

        throw new MutantsException(string.Create(CultureInfo.InvariantCulture, $"Router.sln is not above {AppContext.BaseDirectory}."));
    }
}
