using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Router.Rules.Conditions;

namespace Router.Rules.Analysis;

/// Makes payments out of boxes: lines of facts that may lie in a box. Who uses one evaluates it.
internal sealed class WitnessMaker(Space space, DateTimeOffset now)
{
    private const int Attempts = 8;
    private const int FilledFrom = 4;

    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IEnumerable<string> Lines(Box box)
    {
        string? last = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (Line(box, attempt) is not { } line || line == last) continue;
            last = line;
            yield return line;
        }
    }

    private string? Line(Box box, int attempt)
    {
        var values = new List<(FactDimension Fact, FactValue Value)>();
        foreach (var fact in space.Facts)
        {
            var side = box.Side(fact.Index);
            if (fact.Slot == (int)FactId.Tags || (side is null && attempt < FilledFrom)) continue;
            if (fact.Slot == (int)FactId.Time)
            {
                if (Time(fact, side ?? fact.All, box, attempt) is { } time) values.Add((fact, time));
                continue;
            }

            if (Value(fact, side ?? fact.All, box, attempt) is { } value) values.Add((fact, value));
            else if (side is not null && !side.Contains(0)) return null;
        }

        return Write(values, [.. Switches(box, true).Select(s => s.Tag).OfType<string>()]);
    }

    private FactValue? Value(FactDimension fact, AtomSet side, Box box, int attempt)
    {
        var wanted = Switches(box, true).Where(s => s.Tag is null && s.Name == fact.Name).ToList();
        var unwanted = Switches(box, false).Where(s => s.Tag is null && s.Name == fact.Name).ToList();
        if (wanted.Count + unwanted.Count == 0)
        {
            // Absent is shortest, where the box allows it.
            if (side.Contains(0) && attempt < FilledFrom) return null;
            var samples = side.Atoms.Select(fact.Sample).OfType<FactValue>().Take(Attempts).ToList();
            return samples.Count == 0 ? null : samples[attempt % samples.Count];
        }

        if (side.Contains(0) && wanted.Count == 0 && attempt < FilledFrom) return null;
        var texts = side.Atoms.Select(fact.Sample).OfType<FactValue>().Where(v => v.Kind == FactKind.Text).Take(256).Select(v => v.Text!)
            .Concat(wanted.SelectMany(w => PatternSamples.Of(Pattern(w))).Where(t => fact.Contains(side, t)))
            .Where(t => wanted.TrueForAll(w => Holds(w, t)) && !unwanted.Exists(u => Holds(u, t))).Take(Attempts).ToList();
        return texts.Count == 0 ? null : FactValue.OfText(texts[attempt % texts.Count]);
    }

    // Now, where that will do; else the first moment of a week around it, or behind the beginning, at which the windows are as wanted.
    private FactValue? Time(FactDimension fact, AtomSet side, Box box, int attempt)
    {
        var wanted = Switches(box, true).Where(s => s.Condition is WindowCondition).ToList();
        var unwanted = Switches(box, false).Where(s => s.Condition is WindowCondition).ToList();
        if (side.Contains(0) && wanted.Count == 0 && attempt < FilledFrom) return null;
        foreach (var atom in side.Atoms.Where(a => a > 0).Take(16))
        {
            var (low, high) = fact.Instants(atom);
            var start = now.UtcTicks >= low && now.UtcTicks <= high ? now.UtcTicks : fact.Sample(atom)!.Value.Number;
            foreach (var ticks in Moments(start, wanted))
            {
                if (ticks < low || ticks > high) continue;
                var facts = new FactsBuilder().SetTime(new DateTimeOffset(ticks, TimeSpan.Zero)).Build();
                if (wanted.TrueForAll(w => w.Condition.Holds(facts)) && !unwanted.Exists(u => u.Condition.Holds(facts)))
                    return new FactValue(FactKind.Instant, null, ticks, null);
            }
        }

        return null;
    }

    private static IEnumerable<long> Moments(long start, List<SwitchDimension> windows)
    {
        yield return start;
        var from = new DateTimeOffset(start, TimeSpan.Zero);
        if (from.Year is < 2 or > 9990) yield break;
        for (var day = -8; day <= 8; day++)
        {
            foreach (var window in windows.Select(w => (WindowCondition)w.Condition))
            {
                var local = from.UtcDateTime.Date.AddDays(day).AddTicks(window.FromTicks);
                yield return local.Ticks - window.Zone.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)).Ticks;
            }
        }

        for (var step = 1; step < 8 * 48; step++) yield return from.AddMinutes(30 * step).Ticks;
        for (var step = 1; step < 8 * 48; step++) yield return from.AddMinutes(-30 * step).Ticks;
    }

    private IEnumerable<SwitchDimension> Switches(Box box, bool isOn)
    {
        foreach (var (dimension, set) in box.Sides)
            if (space[dimension] is SwitchDimension known && set.Count == 1 && set.Contains(1) == isOn) yield return known;
    }

    private static bool Holds(SwitchDimension pattern, string text) => pattern.Condition switch
    {
        FactCondition fact => fact.Test.Holds(FactValue.OfText(text)),
        MetadataCondition metadata => metadata.Test.Holds(FactValue.OfText(text)),
        _ => false,
    };

    // Without the frame that asks for the whole value: \A(?: … )\z.
    private static string Pattern(SwitchDimension dimension)
    {
        var test = dimension.Condition is FactCondition fact ? fact.Test : (dimension.Condition as MetadataCondition)?.Test;
        var framed = (test as PatternTest)?.WholeValue.ToString() ?? "";
        return framed.Length > 7 ? framed[5..^3] : "";
    }

    private static string Write(List<(FactDimension Fact, FactValue Value)> values, IReadOnlyList<string> tags)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, s_json);
        writer.WriteStartObject();
        foreach (var (fact, value) in values)
        {
            if (value.Kind == FactKind.Integer) writer.WriteNumber(fact.Name, value.Number);
            else if (value.Kind == FactKind.Boolean) writer.WriteBoolean(fact.Name, value.Number == 1);
            else writer.WriteString(fact.Name, value.ToString());
        }

        if (tags.Count > 0)
        {
            writer.WriteStartArray("tags");
            foreach (var tag in tags) writer.WriteStringValue(tag);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
