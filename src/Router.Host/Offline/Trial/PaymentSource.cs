using System.Text;
using Router.Core.Backtesting;
using Router.Host.Cli;

namespace Router.Host.Offline.Trial;

/// <summary>Payments from lines, in their order. Lines that are no payments end the command, each told with its place.</summary>
internal sealed class PaymentSource(string name, IEnumerable<string> source, DateTimeOffset at)
{
    private const int MaxTold = 20;

    public static PaymentSource OfFile(string path, DateTimeOffset at) => new(path, LinesOf(Open(path)), at);

    public IEnumerable<(long Number, RecordedPayment Payment)> Read()
    {
        var wrong = new List<string>();
        // Reading a line costs as much as planning it twice, so lines are read side by side and handed on in their order.
        using var all = Lines().AsParallel().AsOrdered().Select(line => (line.Number, PaymentLine.Read(line.Text, line.Number, at))).GetEnumerator();
        while (Parts.Plainly(all.MoveNext))
        {
            var (number, read) = all.Current;
            if (read.Value is { } payment) yield return (number, payment);
            else if (wrong.Count < MaxTold) wrong.AddRange(read.Diagnostics.Take(1).Select(d => d.ToString()));
        }

        if (wrong.Count > 0)
            throw new CliException($"{name} has lines that are no payments:{Environment.NewLine}{string.Join(Environment.NewLine, wrong)}");
    }

    private IEnumerable<(long Number, string Text)> Lines()
    {
        var number = 0L;
        foreach (var text in source)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(text)) yield return (number, text);
        }
    }

    private static IEnumerable<string> LinesOf(StreamReader lines)
    {
        using (lines)
            while (lines.ReadLine() is { } text) yield return text;
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new(path == "-" ? Console.OpenStandardInput() : File.OpenRead(path), Encoding.UTF8, false, 1 << 16);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Misuse($"The payments {Path.GetFullPath(path)} cannot be read: {error.Message} Write them with 'router orders export --out FILE'.");
        }
    }
}
