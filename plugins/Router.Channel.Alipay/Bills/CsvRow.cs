using System.Text;

namespace Router.Channel.Alipay.Bills;

/// <summary>One row of a bill's file. Values may be quoted and may end with a TAB, which keeps spreadsheets from reading them as numbers.</summary>
internal static class CsvRow
{
    private const int MostLetters = 64 * 1024;

    /// <returns>The values without their TABs; a comment is one value that begins with "#". Null at the end.</returns>
    /// <exception cref="InvalidDataException">A row is too long or a quote is left open.</exception>
    public static string[]? Read(TextReader text)
    {
        while (text.Peek() is '\r' or '\n') text.Read();
        if (text.Peek() < 0) return null;
        if (text.Peek() == '#') return [Comment(text)];
        var values = new List<string>();
        var value = new StringBuilder();
        var (isQuoted, letters) = (false, 0);
        for (var letter = text.Read(); letter >= 0; letter = text.Read())
        {
            if (++letters > MostLetters) throw TooLong();
            if (isQuoted)
            {
                if (letter != '"') value.Append((char)letter);
                else if (text.Peek() == '"') value.Append((char)text.Read());
                else isQuoted = false;
            }
            else if (letter == '"' && value.Length == 0) isQuoted = true;
            else if (letter == ',') End(values, value);
            else if (letter is '\r' or '\n') break;
            else value.Append((char)letter);
        }

        if (isQuoted) throw new InvalidDataException("A quote is left open in the bill.");
        End(values, value);
        return [.. values];
    }

    private static string Comment(TextReader text)
    {
        var line = new StringBuilder();
        for (var letter = text.Read(); letter is >= 0 and not '\r' and not '\n'; letter = text.Read())
        {
            if (line.Length == MostLetters) throw TooLong();
            line.Append((char)letter);
        }

        return line.ToString();
    }

    private static void End(List<string> values, StringBuilder value)
    {
        values.Add(value.ToString().Trim('\t', ' '));
        value.Clear();
    }

    private static InvalidDataException TooLong() => new($"A row of the bill is longer than {MostLetters} letters.");
}
