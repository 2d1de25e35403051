namespace Router.Rules.Tests;

/// Rules that name an account which was removed for good stay good.
public class RemovedAccountTests
{
    private static readonly RuleLoadContext s_known = new() { Accounts = ["main"], AccountTags = ["cheap"], Channels = ["sim"], RemovedAccounts = ["old"], RemovedTags = ["rare"] };

    [Fact]
    public void A_removed_account_and_its_tags_are_warnings_wherever_they_stand()
    {
        var loaded = Load("""["main", "old", { "tag": "rare" }, { "channel": "sim", "where": { "account": "old" } }, { "channel": "sim", "where": { "tags": "rare" } }]""");
        loaded.Value.Should().NotBeNull();
        loaded.Diagnostics.Where(d => d.Id == DiagnosticIds.RemovedTarget).Should().HaveCount(2).And.OnlyContain(d => d.Severity == RuleSeverity.Warning);
        loaded.Diagnostics.Should().NotContain(d => d.Severity == RuleSeverity.Error);
    }

    [Fact]
    public void A_removed_account_may_stand_alone() => Load("""["old"]""").Value.Should().NotBeNull();

    [Fact]
    public void What_never_was_is_wrong_as_ever() => Load("""["main", "odl"]""").Diagnostics.Should().Contain(d => d.Id == DiagnosticIds.UnknownTarget);

    private static Loaded<RuleSet> Load(string candidates) => RuleSetLoader.Load(
        "r.json", $$"""{ "name": "r", "rules": [], "default": { "route": { "strategy": "priority", "candidates": {{candidates}} } } }""", null, s_known);
}
