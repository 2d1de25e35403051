using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Router.Simulation;

namespace Router.Host.Simulate;

/// <summary>What simulated worlds came to, for people and for programs. The JSON is the same bytes for the same seeds.</summary>
internal static class SimulateFaultsReport
{
    private const int ShownMost = 20;

    public static void WriteText(TextWriter output, IReadOnlyList<SimResult> results, int orders, TimeSpan elapsed)
    {
        var broken = results.Where(r => !r.IsClean).ToList();
        foreach (var result in broken.Take(ShownMost))
        {
            output.WriteLine($"seed {result.Seed} broke {string.Join(", ", result.Findings.Select(f => f.Invariant).Distinct())}:");
            foreach (var finding in result.Findings.Take(5)) output.WriteLine($"  {finding}");
            output.WriteLine($"  faults: {string.Join(", ", result.Faults)}");
            output.WriteLine($"  again:  router simulate-faults --seed {result.Seed} --orders {orders} --trace");
        }

        if (broken.Count > ShownMost) output.WriteLine($"and {broken.Count - ShownMost} more seeds");
        var totals = Totals(results);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{results.Count} worlds, {results.Sum(r => r.Steps)} steps, {results.Sum(r => r.VirtualTime.TotalHours):0} virtual hours in {elapsed.TotalSeconds:0.0} s"));
        output.WriteLine(string.Join("  ", totals.Where(t => t.Value > 0).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {t.Value}"))));
        if (results.Count == 1) output.WriteLine($"trace hash {results[0].TraceHash:x16}");
        output.WriteLine(broken.Count == 0 ? "Every invariant held." : $"{broken.Count} worlds broke an invariant.");
    }

    public static void WriteJson(TextWriter output, IReadOnlyList<SimResult> results, int orders, int nodes)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("worlds", results.Count);
            json.WriteNumber("orders", orders);
            json.WriteNumber("nodes", nodes);
            json.WriteStartObject("counts");
            foreach (var (name, count) in Totals(results)) json.WriteNumber(name, count);
            json.WriteEndObject();
            json.WriteStartArray("results");
            foreach (var result in results) World(json, result);
            json.WriteEndArray();
            json.WriteBoolean("ok", results.All(r => r.IsClean));
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void World(Utf8JsonWriter json, SimResult result)
    {
        json.WriteStartObject();
        json.WriteNumber("seed", result.Seed);
        json.WriteString("traceHash", result.TraceHash.ToString("x16", CultureInfo.InvariantCulture));
        json.WriteNumber("steps", result.Steps);
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            json.WriteStartObject();
            json.WriteString("invariant", finding.Invariant);
            json.WriteString("subject", finding.Subject);
            json.WriteString("text", finding.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static SortedDictionary<string, long> Totals(IReadOnlyList<SimResult> results)
    {
        var totals = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, count) in results.SelectMany(r => r.Counts)) totals[name] = totals.GetValueOrDefault(name) + count;
        return totals;
    }
}
