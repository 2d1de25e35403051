using System.Runtime.CompilerServices;

namespace Router.Channel.WeChatPay.Bills;

/// <summary>
/// The form of all of WeChat Pay's bills: a line of column names, rows whose every value has a backtick before it, a line of names of
/// sums and one row of sums. Source: pay.weixin.qq.com, "download bill".
/// </summary>
internal sealed class BillTable
{
    private readonly BillLines _lines;
    private readonly Dictionary<string, int> _columns;

    private BillTable(BillLines lines, Dictionary<string, int> columns)
    {
        _lines = lines;
        _columns = columns;
    }

    /// <summary>The row of sums, once the rows are read.</summary>
    public BillRow? Summary { get; private set; }

    public static async Task<BillTable> OpenAsync(BillLines lines, CancellationToken cancellationToken)
    {
        var header = await lines.NextAsync(cancellationToken) ?? throw new InvalidDataException("The bill is empty.");
        return new(lines, Columns(header));
    }

    public async IAsyncEnumerable<BillRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? line;
        while ((line = await _lines.NextAsync(cancellationToken)) is not null && line.StartsWith('`')) yield return Row(_columns, line);
        if (line is null) throw new InvalidDataException("The bill ends without its sums.");
        var columns = Columns(line);
        Summary = Row(columns, await _lines.NextAsync(cancellationToken) ?? throw new InvalidDataException("The bill ends before the row of its sums."));
        while ((line = await _lines.NextAsync(cancellationToken)) is not null)
        {
            if (line.Length > 0) throw new InvalidDataException("The bill goes on after its sums.");
        }
    }

    private static BillRow Row(Dictionary<string, int> columns, string line)
    {
        if (!line.StartsWith('`')) throw new InvalidDataException("A row of the bill does not begin with a backtick.");
        var values = line[1..].Split(",`");
        return values.Length == columns.Count
            ? new(columns, values)
            : throw new InvalidDataException($"A row of the bill has {values.Length} values for {columns.Count} columns.");
    }

    private static Dictionary<string, int> Columns(string line)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        // Some files write their parentheses full-width.
        foreach (var (index, name) in line.TrimStart('\uFEFF').Replace('（', '(').Replace('）', ')').Split(',').Index())
        {
            if (!columns.TryAdd(name.Trim(), index)) throw new InvalidDataException($"The bill has the column {name} twice.");
        }

        return columns;
    }
}
