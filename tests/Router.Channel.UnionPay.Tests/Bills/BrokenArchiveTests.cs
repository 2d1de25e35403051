using System.IO.Compression;
using Router.Channel.UnionPay.Bills;
using Router.Channel.UnionPay.Tests.Support;

namespace Router.Channel.UnionPay.Tests.Bills;

public sealed class BrokenArchiveTests
{
    [Fact]
    public async Task Whatever_bytes_are_wrong_the_archive_is_read_or_refused()
    {
        using var made = new MemoryStream();
        using (var archive = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var file = archive.CreateEntry("INN26112088ZM_" + TestKeys.Merchant).Open();
            file.Write(new byte[2_000]);
        }

        var random = new Random(20261120);
        for (var i = 0; i < 3_000; i++)
        {
            var zip = made.ToArray();
            for (var j = random.Next(1, 4); j > 0; j--) zip[random.Next(zip.Length)] = (byte)random.Next(256);
            if (i % 5 == 0) zip = zip[..random.Next(zip.Length)];
            var read = () => ReadAsync(zip);
            await read.Should().ThrowAsync<InvalidDataException>($"round {i}: 2000 zero bytes are no lines");
        }
    }

    private static async Task ReadAsync(byte[] zip)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(zip);
        var content = BillArchive.Decode(Convert.ToBase64String(packed.ToArray()));
        await foreach (var line in BillArchive.ReadAsync(content, TestKeys.Merchant, new(2026, 11, 20))) line.Should().NotBeNull();
    }
}
