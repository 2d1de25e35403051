using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Router.Rules.Diff;

namespace Router.Rules.Tests.Diff;

public sealed class DiffProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void A_set_does_not_differ_from_itself() => Check.One(
        s_config,
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => Compare(new RandomRules(seed).File(), new RandomRules(seed).File()).Changes.Should().BeEmpty()));

    [Fact]
    public void Sets_without_a_told_change_decide_alike() => Check.One(
        s_config,
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var (old, now) = (new RandomRules(seed).File(), new RandomRules(seed).File());
            var random = new Random(seed);
            Mutate(now, random);
            var (before, after) = (RuleSetLoader.Load("a", old.ToJsonString()), RuleSetLoader.Load("b", now.ToJsonString()));
            if (before.Value is null || after.Value is null || Compare(old, now).Changes.Count > 0) return;
            var facts = new RandomRules(seed + 1);
            for (var i = 0; i < 30; i++)
            {
                var payment = RuleFiles.Facts(facts.Facts().ToJsonString());
                after.Value.Evaluate(payment).RuleId.Should().Be(before.Value.Evaluate(payment).RuleId, $"{old.ToJsonString()} → {now.ToJsonString()}");
            }
        }));

    [Fact]
    public void Every_planted_change_is_told_of_its_rule() => Check.One(
        s_config,
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var (old, now) = (new RandomRules(seed).File(), new RandomRules(seed).File());
            var random = new Random(seed);
            var rules = now["rules"]!.AsArray();
            var rule = rules[random.Next(rules.Count)]!.AsObject();
            var id = (string)rule["id"]!;
            switch (random.Next(6))
            {
                case 0:
                    rules.Remove(rule);
                    break;
                case 1:
                    rule["enabled"] = !((bool?)rule["enabled"] ?? true);
                    break;
                case 2:
                    rule["priority"] = (int)rule["priority"]! + 5;
                    break;
                case 3:
                    rule["decline"]!["reason"] = "planted";
                    break;
                case 4:
                    (rule["when"] ??= new JsonObject())["deviceVendor"] = "planted";
                    break;
                default:
                    rule["activeTo"] = "2030-01-01T00:00:00Z";
                    break;
            }

            Compare(old, now).Changes.Should().ContainSingle(now.ToJsonString()).Which.RuleId.Should().Be(id);
        }));

    // Swaps a value somewhere for one that another place has.
    private static void Mutate(JsonObject file, Random random)
    {
        var values = Values(file["rules"]!).ToList();
        var (one, other) = (values[random.Next(values.Count)], values[random.Next(values.Count)].DeepClone());
        one.ReplaceWith(other);
    }

    private static IEnumerable<JsonNode> Values(JsonNode node) => node switch
    {
        JsonObject o => o.Where(m => m.Value is not null).SelectMany(m => Values(m.Value!)).ToList(),
        JsonArray a => a.SelectMany(v => Values(v!)).ToList(),
        _ => [node],
    };

    private static RuleSetDiff Compare(JsonObject old, JsonObject now) => RuleSetComparer.Compare(
        "old", Encoding.UTF8.GetBytes(old.ToJsonString()), "new", Encoding.UTF8.GetBytes(now.ToJsonString())).Diff!;
}
