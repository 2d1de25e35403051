using System.Text.Encodings.Web;
using System.Text.Json;

namespace Router.Rules.Json;

/// The names of a JSON text as canonical JSON wants them: what is written for each, and its place in their order.
internal sealed class CanonicalNames
{
    private readonly byte[][] _written;
    private readonly int[] _rank;

    public CanonicalNames(IReadOnlyList<string> names)
    {
        _written = new byte[names.Count][];
        _rank = new int[names.Count];
        string[] sorted = [.. names];
        var numbers = new int[names.Count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = i;
        Array.Sort(sorted, numbers, StringComparer.Ordinal);
        for (var i = 0; i < numbers.Length; i++)
        {
            _rank[numbers[i]] = i;
            var encoded = JsonEncodedText.Encode(sorted[i], JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
            _written[numbers[i]] = [(byte)'"', .. encoded.EncodedUtf8Bytes, (byte)'"', (byte)':'];
        }
    }

    public int RankOf(int name) => _rank[name];

    /// Quoted, with its colon.
    public ReadOnlySpan<byte> Written(int name) => _written[name];
}
