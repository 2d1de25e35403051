using Router.Abstractions;

namespace Router.Channel.WeChatPay.Bills;

/// <summary>A row of a bill, read by the names of its columns: merchants have different ones.</summary>
internal sealed class BillRow(IReadOnlyDictionary<string, int> columns, string[] values)
{
    public bool Has(string column) => columns.ContainsKey(column);

    public string Text(string column) =>
        columns.TryGetValue(column, out var index) ? values[index] : throw new InvalidDataException($"The bill has no column {column}.");

    public Money Money(string column, Currency currency) => Abstractions.Money.TryParseMajor(Text(column), currency, out var money)
        ? money
        : throw new InvalidDataException($"'{Text(column)}' in the bill's column {column} is no exact amount of {currency}.");

    /// <summary>A count, which some bills write as "45.0".</summary>
    public long Count(string column) => Abstractions.Money.TryParseMajor(Text(column), Currency.JPY, out var count)
        ? count.Minor
        : throw new InvalidDataException($"'{Text(column)}' in the bill's column {column} is no count.");
}
