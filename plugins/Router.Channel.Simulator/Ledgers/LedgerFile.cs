using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Router.Channel.Simulator.Ledgers;

// The append-only file: whole lines in, whole lines out. Every write goes to the operating system at once, so that it outlives a
// killed process. Called under the ledger's lock.
internal sealed class LedgerFile(string path, Action<string> warn) : IDisposable
{
    private const byte LineEnd = (byte)'\n';

    // Unbuffered by nature: RandomAccess hands every write to the operating system before it returns.
    private readonly SafeFileHandle _handle =
        File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    private long _known;

    // Reads what was appended since the last call, by whomever, and cuts off a last line that a dying writer left torn.
    internal void ReadNew(Action<LedgerEvent> apply)
    {
        var length = RandomAccess.GetLength(_handle);
        if (length == _known) return;
        if (length < _known) throw new IOException($"Ledger '{path}' became shorter; restore it, or remove the file and open the account anew.");

        var tail = new byte[length - _known];
        var filled = 0;
        while (filled < tail.Length)
        {
            var read = RandomAccess.Read(_handle, tail.AsSpan(filled), _known + filled);
            if (read == 0) throw new IOException($"Ledger '{path}' ended while it was read; nothing but this plugin may write it.");
            filled += read;
        }

        var rest = tail.AsSpan();
        for (var end = rest.IndexOf(LineEnd); end >= 0; end = rest.IndexOf(LineEnd))
        {
            if (Parse(rest[..end]) is { } line) apply(line);
            _known += end + 1;
            rest = rest[(end + 1)..];
        }

        // Nobody was answered on a torn line: it is as if it had never been written.
        if (!rest.IsEmpty) RandomAccess.SetLength(_handle, _known);
    }

    internal void Append(LedgerEvent line)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(line, LedgerJson.Default.LedgerEvent);
        Array.Resize(ref json, json.Length + 1);
        json[^1] = LineEnd;
        RandomAccess.Write(_handle, json, _known);
        _known += json.Length;
    }

    public void Dispose() => _handle.Dispose();

    private LedgerEvent? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LedgerJson.Default.LedgerEvent);
        }
        catch (JsonException problem)
        {
            warn($"Ledger '{path}' has an unreadable line at byte {_known}, passed over: {problem.Message}");
            return null;
        }
    }
}
