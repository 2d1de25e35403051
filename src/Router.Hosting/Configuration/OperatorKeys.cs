using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Router.Hosting.Configuration;

/// <summary>
/// Operators by name: a line "name sha256" each in operators.keys of the data folder. Only hashes are kept, the keys are their owners'.
/// Read at every question, so that an added or deleted line counts at once.
/// </summary>
internal sealed partial class OperatorKeys(PaymentRouterOptions options, ILogger<OperatorKeys> log)
{
    public const string FileName = "operators.keys";

    /// <returns>Whose key it is; null: nobody's.</returns>
    public string? NameOf(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        string? name = null;
        foreach (var (owner, kept) in Read())
        {
            if (CryptographicOperations.FixedTimeEquals(hash, kept)) name ??= owner;
        }

        return name;
    }

    private IEnumerable<(string Name, byte[] Hash)> Read()
    {
        var path = Path.Combine(Path.GetFullPath(options.DataFolder), FileName);
        if (!File.Exists(path)) yield break;
        foreach (var line in File.ReadAllLines(path))
        {
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#')) continue;
            if (Line().Match(line) is { Success: true } match && !RouterOperators.IsReserved(match.Groups[1].Value))
                yield return (match.Groups[1].Value, Convert.FromHexString(match.Groups[2].Value));
            else
                HostLog.OperatorLine(log, path);
        }
    }

    [GeneratedRegex(@"^([a-z0-9][a-z0-9.-]{0,31})\s+([0-9a-fA-F]{64})\s*$")]
    private static partial Regex Line();
}
