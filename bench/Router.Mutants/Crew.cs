using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Router.Mutants;

/// <summary>Processes side by side that share out the mutants. One that says nothing for too long is ended: its mutant counts as noticed.</summary>
internal sealed class Crew(Options options, string bin, string coverage)
{
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_silenceOfWorlds = TimeSpan.FromMinutes(4);
    private readonly ConcurrentDictionary<int, Verdict> _verdicts = new();
    private int _places;

    public IReadOnlyDictionary<int, Verdict> Verdicts => _verdicts;

    /// <summary>Each mutant, in processes that take many, or in one of its own.</summary>
    public async Task RunAsync(string mode, IReadOnlyList<int> ids)
    {
        var waiting = new ConcurrentQueue<int>(ids);
        var atOnce = mode == "fresh" ? 1 : Math.Clamp(ids.Count / options.Workers, 1, 200);
        await Task.WhenAll(Enumerable.Range(0, options.Workers).Select(_ => WorkAsync(mode, waiting, atOnce)));
    }

    private async Task WorkAsync(string mode, ConcurrentQueue<int> waiting, int atOnce)
    {
        while (Take(waiting, atOnce) is { Count: > 0 } mine)
        {
            while (mine.Count > 0)
            {
                var before = mine.Count;
                var begun = await ProcessAsync(mode, mine);
                mine = [.. mine.Where(id => !_verdicts.ContainsKey(id))];
                if (begun is { } id && mine.Remove(id)) Add(id, Verdict.Died);
                else if (mine.Count == before) throw new MutantsException($"A process for {mode} ended before its first mutant. Its ids are in the last ids-N.txt of {bin}.");
            }
        }
    }

    // The mutant at which the process ended or fell silent; null: it came to its end.
    private async Task<int?> ProcessAsync(string mode, IReadOnlyList<int> ids)
    {
        int? begun = null;
        var last = Stopwatch.GetTimestamp();
        var isOver = false;
        using var process = Start(mode, ids, line =>
        {
            Volatile.Write(ref last, Stopwatch.GetTimestamp());
            var words = line.Split(' ', 3);
            if (words[0] is "END" or "SPOILED") isOver = true;
            if (words.Length < 2 || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return;
            if (words[0] == "BEGIN") begun = id;
            else if (words[0] is "NOTICED" or "UNNOTICED") Add(id, new(words[0] == "NOTICED", words.Length > 2 ? words[2] : ""));
        });
        while (!process.HasExited)
        {
            await Task.Delay(200);
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref last)) > (mode == "worlds" ? s_silenceOfWorlds : s_silence)) process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync();
        return isOver ? null : begun;
    }

    private void Add(int id, Verdict verdict)
    {
        _verdicts[id] = verdict;
        if (_verdicts.Count % 100 == 0) Console.WriteLine($"{_verdicts.Count} done, {_verdicts.Values.Count(v => v.IsNoticed)} noticed");
    }

    /// <summary>Finds out what each test runs, and tells what it left out.</summary>
    public async Task CoverAsync()
    {
        var lines = new ConcurrentQueue<string>();
        using var process = Start("cover", [], lines.Enqueue);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new MutantsException($"The tests could not be run: {string.Join(Environment.NewLine, lines)}");
        foreach (var line in lines.Where(line => line.StartsWith("LEFT OUT", StringComparison.Ordinal))) Console.WriteLine(line);
    }

    private Process Start(string mode, IReadOnlyList<int> ids, Action<string> line)
    {
        var file = Path.Combine(bin, $"ids-{Interlocked.Increment(ref _places)}.txt");
        File.WriteAllText(file, string.Join(' ', ids));
        var order = new WorkOrder(mode, bin, options.Project, options.Tests, coverage, options.Worlds, ids);
        var settings = Path.Combine(bin, options.Tests + ".runtimeconfig.json");
        var start = new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", settings, Path.Combine(bin, "Router.Mutants.dll"), .. order.Arguments(file)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, told) => { if (told.Data is { } text) line(text); };
        process.ErrorDataReceived += (_, told) => { if (told.Data is { } text) line(text); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static List<int> Take(ConcurrentQueue<int> waiting, int most)
    {
        var taken = new List<int>();
        while (taken.Count < most && waiting.TryDequeue(out var id)) taken.Add(id);
        return taken;
    }
}
