namespace Router.Channel.PayPal.Notifications;

/// <summary>CRC-32 (ISO-HDLC, reflected polynomial 0xEDB88320), which the base library does not have.</summary>
internal static class Crc32
{
    private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(Entry)];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes) crc = s_table[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint Entry(int index)
    {
        var entry = (uint)index;
        for (var bit = 0; bit < 8; bit++) entry = (entry & 1) == 1 ? (entry >> 1) ^ 0xEDB88320 : entry >> 1;
        return entry;
    }
}
