using System.Text.Json;

namespace Router.Channel.Simulator.Settings;

// How often one fault strikes, and under which conditions; empty lists mean any.
internal sealed record FaultRule(
    double Share, TimeSpan Delay, IReadOnlyList<string> Operations, IReadOnlyList<string> Methods, IReadOnlyList<string> Banks)
{
    private static readonly string[] s_methods = [Method.Qr, Method.Redirect, Method.App, Method.Barcode, Method.Card];

    internal static FaultRule? Read(SettingsReader faults, string name, long defaultMs, IReadOnlyList<string> operations)
    {
        if (!faults.Raw(name, out var value)) return null;
        var share = value.ValueKind switch
        {
            JsonValueKind.Object => -1,
            JsonValueKind.Number => faults.Number(name, 0, 1),
            _ => faults.Switch(name, false) ? 1 : 0,
        };
        if (share >= 0) return share == 0 ? null : new(share, TimeSpan.FromMilliseconds(defaultMs), operations, [], []);

        var reader = faults.Inner(name, value);
        var percent = reader.Number("percent", 100, 100);
        var chosen = reader.Texts("operations", Operation.All);
        var rule = new FaultRule(
            reader.Number("share", percent / 100, 1),
            TimeSpan.FromMilliseconds(reader.Whole("ms", defaultMs, 0, 86_400_000)),
            chosen.Count > 0 ? chosen : operations,
            reader.Texts("methods", s_methods),
            reader.Texts("banks"));
        reader.RefuseOthers();
        return rule;
    }

    internal bool Fits(string operation, string? method, string? bank) =>
        (Operations.Count == 0 || Operations.Contains(operation))
        && (Methods.Count == 0 || (method is not null && Methods.Contains(method)))
        && (Banks.Count == 0 || (bank is not null && Banks.Contains(bank)));
}
