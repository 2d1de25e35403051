using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Rules;

/// BIN prefixes and the bank and type of the cards behind them; the longest prefix counts.
public sealed class BinTable
{
    private const string Header = "bin,cardBank,cardType";

    private readonly FrozenDictionary<string, CardInfo> _rows;
    private readonly FrozenDictionary<string, CardInfo>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private BinTable(Dictionary<string, CardInfo> rows, string hash)
    {
        Hash = hash;
        _rows = rows.ToFrozenDictionary(StringComparer.Ordinal);
        _lookup = _rows.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// SHA-256 of the file, byte for byte.
    public string Hash { get; }

    public int Count => _rows.Count;

    /// Reads "bin,cardBank,cardType" rows; empty lines and lines beginning with # are skipped, an empty cell says nothing.
    public static Loaded<BinTable> Load(string fileName, ReadOnlyMemory<byte> csv, FactCatalog? catalog = null)
    {
        catalog ??= FactCatalog.Open;
        var source = new SourceText(fileName, csv);
        var findings = new Findings(source);
        var rows = new Dictionary<string, CardInfo>(StringComparer.Ordinal);
        var offset = 0;
        foreach (var line in Encoding.UTF8.GetString(source.Bytes).Split('\n'))
        {
            ReadRow(line.Trim(), offset, catalog, rows, findings);
            offset += Encoding.UTF8.GetByteCount(line) + 1;
        }

        return new(findings.ErrorCount == 0 ? new BinTable(rows, Convert.ToHexStringLower(SHA256.HashData(csv.Span))) : null, findings.InFileOrder());
    }

    public static Loaded<BinTable> Load(string fileName, string csv, FactCatalog? catalog = null) =>
        Load(fileName, Encoding.UTF8.GetBytes(csv), catalog);

    public CardInfo? Find(ReadOnlySpan<char> bin)
    {
        for (var length = Math.Min(bin.Length, 8); length > 0; length--)
            if (_lookup.TryGetValue(bin[..length], out var card)) return card;
        return null;
    }

    private static void ReadRow(string line, int offset, FactCatalog catalog, Dictionary<string, CardInfo> rows, Findings findings)
    {
        if (line.Length == 0 || line[0] == '#' || line == Header) return;
        var cells = line.Split(',', StringSplitOptions.TrimEntries);
        if (cells.Length != 3)
        {
            findings.At(DiagnosticIds.BadBinRow, offset, "", $"This row has {cells.Length} cells; write three: {Header}.");
            return;
        }

        var bank = Cell(cells[1], FactId.CardBank);
        var type = Cell(cells[2], FactId.CardType);
        if (cells[0].Length is 0 or > 8 || !cells[0].All(char.IsAsciiDigit))
            findings.At(DiagnosticIds.BadBinRow, offset, "", "The first cell is a BIN prefix of 1 to 8 digits.");
        else if (bank is null && type is null)
            findings.At(DiagnosticIds.BadBinRow, offset, "", "The row says nothing of the card. Give a bank, a type or both.");
        else if (!rows.TryAdd(cells[0], new CardInfo(bank, type)))
            findings.At(DiagnosticIds.BadBinRow, offset, "", $"The prefix {cells[0]} stands in the table twice. Keep one row.");

        string? Cell(string text, FactId fact)
        {
            if (text.Length == 0) return null;
            if (catalog.RegistryOf(fact) is not { } registry) return text;
            if (registry.Exact(text) is { } known) return known;
            findings.At(
                DiagnosticIds.BadBinRow, offset, "", $"\"{text}\" is no known {FactNames.Of(fact)}.", Suggest.Nearest(text, registry.Names));
            return null;
        }
    }
}
