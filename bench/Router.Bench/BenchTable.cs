using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Router.Bench;

/// <summary>Prints figures beside their budgets, each as soon as it is known; as JSON all at the end.</summary>
internal sealed class BenchTable(bool json)
{
    private readonly List<BenchRow> _rows = [];

    public void Add(string name, double value, string unit, double? budget = null)
    {
        var row = new BenchRow(name, value, unit, budget);
        _rows.Add(row);
        if (json) return;
        var judged = row.IsMet is { } met ? string.Create(CultureInfo.InvariantCulture, $"  budget {Number(budget!.Value)} {(met ? "met" : "MISSED")}") : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-62} {Number(value),12} {unit,-6}{judged}"));
    }

    public void Finish()
    {
        if (!json) return;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartArray();
            foreach (var row in _rows)
            {
                writer.WriteStartObject();
                writer.WriteString("name", row.Name);
                writer.WriteNumber("value", Math.Round(row.Value, 3));
                writer.WriteString("unit", row.Unit);
                if (row.Budget is { } budget) writer.WriteNumber("budget", budget);
                if (row.IsMet is { } met) writer.WriteBoolean("met", met);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        Console.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.##" : "#,0.#", CultureInfo.InvariantCulture);
}
