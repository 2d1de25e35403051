namespace Router.Channel.Alipay.Signing;

/// <summary>The keys that Alipay's messages are checked with. Old and new are good side by side; a fetched certificate is added.</summary>
internal sealed class KeyRing
{
    private const int Most = 16;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private IReadOnlyList<AlipayKey> _keys;

    public KeyRing(IReadOnlyList<AlipayKey> keys, bool usesCertificates, TimeProvider time) => (_keys, UsesCertificates, _time) = (keys, usesCertificates, time);

    public bool UsesCertificates { get; }

    public IReadOnlyList<AlipayKey> Keys => Volatile.Read(ref _keys);

    /// <param name="text">What is signed.</param>
    /// <param name="signature">Base64, as it stood in the message.</param>
    /// <param name="serial">The certificate that the message names; null where it names none.</param>
    public SignatureVerdict Check(ReadOnlySpan<byte> text, string? signature, string? serial)
    {
        Span<byte> bytes = stackalloc byte[1024];
        if (string.IsNullOrEmpty(signature)) return SignatureVerdict.Unsigned;
        if (!Convert.TryFromBase64String(signature, bytes, out var length)) return SignatureVerdict.Bad;
        var candidates = Keys.Where(InForce);
        if (UsesCertificates && serial is not null)
        {
            candidates = candidates.Where(key => key.Serial == serial).ToList();
            if (!candidates.Any()) return SignatureVerdict.UnknownKey;
        }

        foreach (var key in candidates)
            if (key.Verifies(text, bytes[..length])) return SignatureVerdict.Good;
        return SignatureVerdict.Bad;
    }

    public bool Has(string serial) => Keys.Any(key => key.Serial == serial && InForce(key));

    public void Add(AlipayKey key)
    {
        lock (_lock)
        {
            if (_keys.Any(known => known.Serial == key.Serial)) return;
            _keys = [.. _keys.TakeLast(Most - 1), key];
        }
    }

    private bool InForce(AlipayKey key) => key.EndsAt is not { } end || end > _time.GetUtcNow();
}
