namespace Router.Channel.WeChatPay.Signing;

/// <summary>
/// WeChat Pay's keys, all good at once: public keys from the settings, and certificates as they were downloaded, old beside new until
/// each one's own end.
/// </summary>
internal sealed class KeyRing : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, VerifyKey> _keys = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    public KeyRing(IReadOnlyList<VerifyKey> publicKeys, TimeProvider time)
    {
        _time = time;
        AskFor = publicKeys.Count > 0 ? publicKeys[0].Id : null;
        foreach (var key in publicKeys) _keys[SerialNumber.Normal(key.Id)] = key;
    }

    /// <summary>The public key that WeChat Pay is asked to sign with; null: it takes a certificate.</summary>
    public string? AskFor { get; }

    public bool HasAny
    {
        get
        {
            var now = _time.GetUtcNow();
            lock (_lock) return _keys.Values.Any(key => key.IsGoodAt(now));
        }
    }

    public IReadOnlyList<VerifyKey> Certificates
    {
        get
        {
            lock (_lock) return [.. _keys.Values.Where(key => key.Lifetime is not null).OrderBy(key => key.Id, StringComparer.Ordinal)];
        }
    }

    public VerifyKey? Find(string serial)
    {
        var now = _time.GetUtcNow();
        lock (_lock) return _keys.TryGetValue(SerialNumber.Normal(serial), out var key) && key.IsGoodAt(now) ? key : null;
    }

    /// <summary>Adds what is new; a certificate that is there already is disposed.</summary>
    public void Add(IEnumerable<VerifyKey> certificates)
    {
        lock (_lock)
        {
            foreach (var key in certificates)
            {
                if (!_keys.TryAdd(SerialNumber.Normal(key.Id), key)) key.Dispose();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var key in _keys.Values) key.Dispose();
        }
    }
}
