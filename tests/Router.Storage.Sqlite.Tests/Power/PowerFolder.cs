using System.Buffers.Binary;
using System.Diagnostics;

namespace Router.Storage.Sqlite.Tests.Power;

/// <summary>
/// A folder whose disk can lose power: processes started with <see cref="Environment"/> write through unsynced.c, and
/// <see cref="CutPower"/> leaves of their files what was synced and, by chance, pieces of what was not.
/// </summary>
internal sealed class PowerFolder : IDisposable
{
    private const int Sector = 512, HeadLength = 16, WriteOperation = 1;
    private static readonly Lazy<string> s_library = new(Compile);
    private static readonly string[] s_files = ["orders.db", "orders.db-wal", "orders.db-journal"];
    private readonly string _folder = Directory.CreateTempSubdirectory("router-power-").FullName;

    public string Database => Path.Combine(_folder, "orders.db");

    public (string Name, string Value)[] Environment => [("LD_PRELOAD", s_library.Value), ("ROUTER_POWER_FOLDER", _folder)];

    public SqliteOrderStore Open() => SqliteOrderStore.Open(new SqliteOrderStoreOptions { Path = Database });

    public void MakeSpace() => File.WriteAllText(Path.Combine(_folder, "space"), "");

    public void CutPower(Random random)
    {
        // Some disks keep nothing of what was not synced, some most of it, in any order and torn inside a write.
        var kept = random.Next(4) switch { 0 => 0, 1 => 0.95, _ => random.NextDouble() };
        foreach (var path in s_files.Select(name => Path.Combine(_folder, name)))
        {
            File.Delete(path);
            if (!File.Exists(path + ".synced")) continue;
            Survive(path, kept, random);
            File.Delete(path + ".synced");
            File.Delete(path + ".pending");
        }

        File.Delete(Database + "-shm");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Survive(string path, double kept, Random random)
    {
        var pending = File.ReadAllBytes(path + ".pending").AsSpan();
        File.Move(path + ".synced", path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        while (pending.Length >= HeadLength)
        {
            var operation = BinaryPrimitives.ReadUInt32LittleEndian(pending);
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(pending[4..]);
            var offset = (long)BinaryPrimitives.ReadUInt64LittleEndian(pending[8..]);
            var data = pending.Slice(HeadLength, Math.Min(length, pending.Length - HeadLength));
            pending = pending[(HeadLength + data.Length)..];
            var survives = random.NextDouble() < kept;
            if (survives && operation == WriteOperation) Tear(file, offset, data, random);
            else if (survives) file.SetLength(offset);
        }
    }

    private static void Tear(FileStream file, long offset, ReadOnlySpan<byte> data, Random random)
    {
        var isTorn = random.Next(4) == 0;
        for (var at = 0; at < data.Length; at += Sector)
        {
            if (isTorn && random.Next(2) == 0) continue;
            file.Position = offset + at;
            file.Write(data.Slice(at, Math.Min(Sector, data.Length - at)));
        }
    }

    private static string Compile()
    {
        var library = Path.Combine(AppContext.BaseDirectory, $"unsynced-{System.Environment.ProcessId}.so");
        var source = Path.Combine(AppContext.BaseDirectory, "Power", "unsynced.c");
        using var compiler = Process.Start(new ProcessStartInfo("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl", "-lpthread"])
        {
            RedirectStandardError = true,
        })!;
        var said = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        compiler.ExitCode.Should().Be(0, said);
        return library;
    }
}
