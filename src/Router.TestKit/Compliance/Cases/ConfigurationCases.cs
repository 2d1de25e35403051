using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Abstractions;
using Router.TestKit.Compliance.Bench;

namespace Router.TestKit.Compliance.Cases;

internal static class ConfigurationCases
{
    private const string Mend = "Throw ChannelConfigurationException with the setting, the secret's name and what to do; never with the value.";

    public static IReadOnlyList<ChannelCase> All { get; } =
    [
        new("a required setting that is missing is named when the account is opened", MissingSettings),
        new("a secret that is missing or empty is named when the account is opened", MissingSecrets),
        new("a secret that is no key, or another kind of key, is named and never shown", WrongSecrets),
    ];

    private static Task MissingSettings(ChannelBench bench)
    {
        var required = bench.Manifest.SettingsSchema is { ValueKind: JsonValueKind.Object } schema && schema.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(n => n.GetString()!).ToList()
            : [];
        if (required.Count == 0) bench.LeaveOut("the manifest's settingsSchema requires nothing");
        foreach (var name in required)
        {
            var without = Settings(bench, json => json.Remove(name));
            Refuses(bench, without, $"the account without the setting '{name}'", [name], hidden: null);
        }

        if (!Settings(bench, _ => { }).Account.Settings.TryGetProperty("apiBase", out _)) return Task.CompletedTask;
        Refuses(bench, Settings(bench, json => json["apiBase"] = "not an address"), "the account whose setting 'apiBase' is no URL", ["apiBase"], hidden: null);
        var production = bench.Fixture.Account with { Account = bench.Fixture.Account.Account with { IsProduction = true } };
        Refuses(bench, production, "a production account whose 'apiBase' is a simulator", ["apiBase"], hidden: null);
        return Task.CompletedTask;
    }

    private static Task MissingSecrets(ChannelBench bench)
    {
        var secrets = Secrets(bench);
        foreach (var secret in secrets)
        {
            Refuses(bench, With(bench, secret.Name, null), $"the account without the secret '{secret.Name}'", secret.Either, hidden: null);
            Refuses(bench, With(bench, secret.Name, ""), $"the account whose secret '{secret.Name}' is empty", secret.Either, hidden: null);
        }

        var none = bench.Fixture.Account with { Secrets = new Dictionary<string, string>() };
        foreach (var secret in secrets) Refuses(bench, none, "the account without any secret, every error at once", secret.Either, hidden: null);
        return Task.CompletedTask;
    }

    private static Task WrongSecrets(ChannelBench bench)
    {
        foreach (var secret in Secrets(bench))
        {
            foreach (var (what, value, mustFail) in Wrong(bench, secret.Value))
            {
                var where = $"the account whose secret '{secret.Name}' is {what}";
                Refuses(bench, With(bench, secret.Name, value), where, secret.Either, value, mustFail);
            }
        }

        return Task.CompletedTask;
    }

    // Any text can be a key that is no PEM: then it may be taken, but nothing else may happen.
    private static IEnumerable<(string What, string Value, bool MustFail)> Wrong(ChannelBench bench, string value)
    {
        var isPem = value.Contains("-----BEGIN ", StringComparison.Ordinal);
        yield return ("garbage", "garbage \u0001 that-is-no-key-of-any-kind", isPem);
        if (!isPem) yield break;

        yield return ("cut in half", value[..(value.Length / 2)], true);
        yield return ("PEM around nothing", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", true);
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        if (value.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            yield return ("a public key in place of a private one", rsa.ExportSubjectPublicKeyInfoPem(), true);
            yield return ("an elliptic key in place of an RSA one", elliptic.ExportPkcs8PrivateKeyPem(), true);
            yield return ("an encrypted key", rsa.ExportEncryptedPkcs8PrivateKeyPem("password", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000)), true);
        }
        else
        {
            yield return ("an elliptic key in place of what it was", elliptic.ExportSubjectPublicKeyInfoPem(), true);
        }

        foreach (var other in Secrets(bench).Where(s => Kind(s.Value) != Kind(value))) yield return ($"the other secret '{other.Name}'", other.Value, true);
    }

    private static string Kind(string value) => value.Contains("PRIVATE KEY-----", StringComparison.Ordinal) ? "private"
        : value.Contains("-----BEGIN CERTIFICATE", StringComparison.Ordinal) ? "certificate"
        : value.Contains("-----BEGIN ", StringComparison.Ordinal) ? "public" : "text";

    private static void Refuses(ChannelBench bench, FixtureAccount account, string where, IReadOnlyList<string> names, string? hidden, bool mustFail = true)
    {
        try
        {
            using var host = new BenchHost(bench.Time, account.Secrets, seed: 7);
            var channel = bench.Plugin.Open(account.Account, host);
            (channel as IDisposable)?.Dispose();
            if (mustFail) throw Promise.Broken(where, "ChannelConfigurationException from Open", "an open channel", Mend);
        }
        catch (ChannelConfigurationException told)
        {
            Promise.Keep(names.Any(n => told.Message.Contains(n, StringComparison.Ordinal)), where, $"a message that names {string.Join(" or ", names)}", $"'{told.Message}'", Mend);
            var shown = Shown(account.Secrets.Values.Append(hidden ?? ""), told.ToString());
            Promise.Keep(!shown, where, "a message that shows no secret", "one that does", Mend);
        }
        catch (Exception e) when (e is not ComplianceException)
        {
            throw new ComplianceException($"{where}: expected ChannelConfigurationException from Open; came {e.GetType().Name}: {e.Message} {Mend}", e);
        }
    }

    private static bool Shown(IEnumerable<string> values, string text) =>
        values.SelectMany(v => v.Split('\n')).Select(l => l.Trim()).Any(l => l.Length >= 12 && !l.StartsWith("-----", StringComparison.Ordinal) && text.Contains(l, StringComparison.Ordinal));

    private static FixtureAccount Settings(ChannelBench bench, Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(bench.Fixture.Account.Account.Settings.GetRawText())!.AsObject();
        edit(json);
        using var edited = JsonDocument.Parse(json.ToJsonString());
        return bench.Fixture.Account with { Account = bench.Fixture.Account.Account with { Settings = edited.RootElement.Clone() } };
    }

    private static FixtureAccount With(ChannelBench bench, string secret, string? value)
    {
        var secrets = bench.Fixture.Account.Secrets.Where(s => s.Key != secret).ToDictionary(s => s.Key, s => s.Value);
        if (value is not null) secrets[secret] = value;
        return bench.Fixture.Account with { Secrets = secrets };
    }

    /// <summary>The secrets that the settings name, each with the setting that names it.</summary>
    private static List<(string Name, string Value, string[] Either)> Secrets(ChannelBench bench)
    {
        var found = new List<(string, string, string[])>();
        Search(bench.Fixture.Account.Account.Settings, "", bench.Fixture.Account.Secrets, found);
        if (found.Count == 0) bench.LeaveOut("the account's settings name no secret");
        return found;
    }

    private static void Search(JsonElement settings, string setting, IReadOnlyDictionary<string, string> secrets, List<(string, string, string[])> found)
    {
        switch (settings.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in settings.EnumerateObject()) Search(member.Value, member.Name, secrets, found);
                break;
            case JsonValueKind.Array:
                foreach (var item in settings.EnumerateArray()) Search(item, setting, secrets, found);
                break;
            case JsonValueKind.String when secrets.TryGetValue(settings.GetString()!, out var value):
                found.Add((settings.GetString()!, value, [settings.GetString()!, setting]));
                break;
        }
    }
}
