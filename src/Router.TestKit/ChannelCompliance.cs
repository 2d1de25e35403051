using Router.TestKit.Compliance;
using Router.TestKit.Compliance.Bench;
using Router.TestKit.Compliance.Cases;

namespace Router.TestKit;

/// <summary>
/// What every channel plugin must do, proved against a simulator of its provider. A plugin author's test is a fixture and one line,
/// whatever the test framework: a theory over <see cref="Names"/> that calls <see cref="RunAsync"/>.
/// </summary>
public static class ChannelCompliance
{
    /// <summary>Every promise, in the order in which to read them.</summary>
    public static IReadOnlyList<ChannelCase> Cases { get; } =
    [
        .. ManifestCases.All, .. ConfigurationCases.All, .. RoleCases.All, .. PaymentCases.All, .. RequestCases.All, .. ActionCases.All,
        .. AmountCases.All, .. PayFaultCases.All, .. QueryFaultCases.All, .. RefundCases.All, .. PreAuthorizationCases.All, .. NotificationCases.All, .. BillCases.All, .. CancellationCases.All, .. AccountCases.All,
        .. SecretCases.All, .. UnloadCases.All,
    ];

    /// <summary>The names of <see cref="Cases"/>, for a theory's data.</summary>
    public static IEnumerable<string> Names => Cases.Select(c => c.Name);

    /// <summary>Runs one case with a fixture of its own. The clock begins at 2026-11-20T04:00:00Z and moves only when the case moves it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="open">Opens the plugin's fixture on the case's clock.</param>
    /// <returns>What was left out because the manifest or the provider does not have it, each with the reason; empty: nothing.</returns>
    /// <exception cref="ComplianceException">The channel breaks the promise; the message says where, what was expected, what came and what to do.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(string name, Func<TimeProvider, Task<ChannelFixture>> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        var found = Cases.FirstOrDefault(c => c.Name == name)
            ?? throw new ArgumentException($"There is no compliance case '{name}'.", nameof(name));
        var time = new ManualTimeProvider(ChannelBench.Start);
        await using var fixture = await open(time);
        await using var bench = new ChannelBench(fixture, time);
        await found.Check(bench);
        return bench.LeftOut;
    }
}
