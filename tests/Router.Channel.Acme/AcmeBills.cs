using System.Globalization;
using System.Text;
using Router.Abstractions;

namespace Router.Channel.Acme;

/// <summary>A day's bill: a signed CSV whose last line counts the others.</summary>
internal static class AcmeBills
{
    private static readonly string[] s_columns = ["kind", "order", "refund", "transaction", "amount", "currency", "time"];

    public static async Task<BillResult> FetchAsync(AcmeWire wire, DateOnly day, CancellationToken cancellationToken)
    {
        var answer = await wire.GetBillAsync($"/bills/{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", cancellationToken);
        return answer switch
        {
            { Reach: AcmeReach.Answered, Body: { } csv } => new() { Status = BillStatus.Ready, Lines = ReadAsync(csv) },
            { Reach: AcmeReach.Refused, Code: "NO_BILL" } => new() { Status = BillStatus.NotReady, RetryAfter = TimeSpan.FromHours(1) },
            _ => new() { Status = BillStatus.Unknown, Fault = answer.Fault() },
        };
    }

    // The whole bill is checked before its first line is given: a half one would show what is missing as lost.
    private static async IAsyncEnumerable<BillLine> ReadAsync(byte[] csv)
    {
        await Task.CompletedTask;
        var lines = Encoding.UTF8.GetString(csv).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 2 || lines[^1] != $"total,{lines.Length - 2}") throw new InvalidDataException("The bill's last line does not count its lines.");
        var header = lines[0].Split(',');
        var columns = s_columns.Select(name => Array.IndexOf(header, name)).ToArray();
        if (columns.Contains(-1)) throw new InvalidDataException("The bill lacks a column.");
        foreach (var line in lines[1..^1].Select(line => ReadLine(line.Split(','), columns)).ToList()) yield return line;
    }

    private static BillLine ReadLine(string[] fields, int[] columns)
    {
        string Field(int column) => columns[column] < fields.Length ? fields[columns[column]] : throw new InvalidDataException("A line of the bill is too short.");
        if (!Currency.TryParse(Field(5), out var currency) || !Money.TryParseMajor(Field(4), currency, out var amount))
            throw new InvalidDataException("An amount of the bill cannot be read.");
        return new()
        {
            Kind = Field(0) switch { "payment" => BillLineKind.Payment, "refund" => BillLineKind.Refund, _ => BillLineKind.Other },
            AttemptNumber = Field(1),
            RefundNumber = Field(2) is { Length: > 0 } refund ? refund : null,
            ChannelTransactionId = Field(3),
            Amount = amount,
            BookedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Field(6), NumberStyles.None, CultureInfo.InvariantCulture)),
            RawStatus = Field(0),
        };
    }
}
