using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Router.Hosting.Configuration;

/// <summary>Keys that the host makes at its first start and keeps in the data folder, readable by its user only.</summary>
internal sealed class GeneratedKeys(PaymentRouterOptions options, ILogger<GeneratedKeys> log)
{
    private readonly Lock _gate = new();
    private string? _ops;
    private byte[]? _webhook;
    private byte[]? _alarm;

    /// <summary>True where this start made the operator's key: it is shown once.</summary>
    public bool OpsKeyIsNew { get; private set; }

    public string OpsKey
    {
        get
        {
            lock (_gate) return _ops ??= Read("ops.key", "ops_", out var made).Also(() => OpsKeyIsNew = made);
        }
    }

    /// <summary>Signs messages to merchants.</summary>
    public byte[] WebhookKey
    {
        get
        {
            lock (_gate) return _webhook ??= Convert.FromBase64String(Read("webhook.key", "whsec_", out _)["whsec_".Length..]);
        }
    }

    /// <summary>Signs alarms: a merchant, who knows the other key, could forge them.</summary>
    public byte[] AlarmKey
    {
        get
        {
            lock (_gate) return _alarm ??= Convert.FromBase64String(Read("alarm.key", "whsec_", out _)["whsec_".Length..]);
        }
    }

    public bool IsOpsKey(string? key) =>
        key is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(OpsKey));

    private string Read(string name, string prefix, out bool made)
    {
        var folder = Path.GetFullPath(options.DataFolder);
        var path = Path.Combine(folder, name);
        made = !File.Exists(path);
        if (!made) return File.ReadAllText(path).Trim();
        Directory.CreateDirectory(folder);
        var key = prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        using (var file = new FileStream(path, Private()))
        {
            file.Write(Encoding.UTF8.GetBytes(key + "\n"));
        }

        HostLog.KeyMade(log, path);
        return key;
    }

    private static FileStreamOptions Private()
    {
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return create;
    }
}

internal static class Chaining
{
    public static T Also<T>(this T value, Action action)
    {
        action();
        return value;
    }
}
