using System.Text.Json.Nodes;

namespace Router.Host.Client;

/// <summary>Paints the live view: over itself on a terminal, line after line into a pipe.</summary>
internal sealed class WatchScreen(bool json, string? account, bool live)
{
    private const string Red = "31";
    private const string Yellow = "33";
    private const string Dim = "2";

    // https://no-color.org
    private readonly bool _colour = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public void Open()
    {
        if (live && !json) Console.Out.Write("\u001b[?25l\u001b[2J");
    }

    public void Close()
    {
        if (live && !json) Console.Out.Write("\u001b[?25h");
    }

    public void Show(JsonNode report)
    {
        if (json)
        {
            Console.Out.WriteLine(report.ToJsonString());
            return;
        }

        var table = WatchTable.Of(report, account);
        var lines = new List<string> { Painted($"{table.At}  {table.Summary}", null), Painted(table.Head, Dim) };
        foreach (var row in table.Rows) lines.Add(Painted(row.Text, row.IsSick ? Red : row.IsLow ? Yellow : row.IsNote ? Dim : null));
        Print(lines);
    }

    /// <summary>No answer: says so and keeps quiet about what was seen before, which may hold no more.</summary>
    public void Missing(string why)
    {
        if (json) Console.Out.WriteLine(new JsonObject { ["error"] = why }.ToJsonString());
        else Print([Painted(why.ReplaceLineEndings(" "), Red), "Trying again; Ctrl+C ends."]);
    }

    private void Print(List<string> lines)
    {
        if (!live)
        {
            foreach (var line in lines) Console.Out.WriteLine(line);
            Console.Out.WriteLine();
            return;
        }

        // From the corner, each line to its end, then what is left of a longer picture: no flicker.
        Console.Out.Write("\u001b[H" + string.Concat(lines.Select(line => line + "\u001b[K\n")) + "\u001b[J");
    }

    private string Painted(string text, string? colour)
    {
        if (live && Console.WindowWidth is > 20 and var width && text.Length >= width) text = text[..(width - 2)] + "…";
        return _colour && colour is not null ? $"\u001b[{colour}m{text}\u001b[0m" : text;
    }
}
