using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Router.Rules.Tests;

public sealed class RuleProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static readonly string[] s_zones = ["UTC", "Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu"];

    [Fact]
    public void The_compiled_set_agrees_with_the_naive_interpreter() => Check.One(
        s_config,
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new RandomRules(seed);
            var file = JsonNode.Parse(random.File().ToJsonString())!;
            var set = RuleFiles.Load(file.ToJsonString());
            for (var i = 0; i < 30; i++)
            {
                var facts = JsonNode.Parse(random.Facts().ToJsonString())!.AsObject();
                set.Evaluate(RuleFiles.Facts(facts.ToJsonString())).RuleId.Should().Be(
                    NaiveInterpreter.FirstMatch(file, facts), $"{file.ToJsonString()} on {facts.ToJsonString()}");
            }
        }));

    [Fact]
    public void Not_is_the_opposite_of_its_group_for_every_payment() => Check.One(
        s_config,
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new RandomRules(seed);
            var file = random.File();
            var group = file["rules"]![0]!["when"] ?? new JsonObject { ["platform"] = "ios" };
            var plain = RuleFiles.Load(RuleFiles.WithWhen(WithLists(group.ToJsonString())));
            var negated = RuleFiles.Load(RuleFiles.WithWhen($$"""{ "not": {{WithLists(group.ToJsonString())}} }"""));
            for (var i = 0; i < 10; i++)
            {
                var json = random.Facts();
                json["currency"] = "CNY";
                var facts = RuleFiles.Facts(json.ToJsonString());
                (plain.Evaluate(facts).RuleId is null).Should().NotBe(negated.Evaluate(facts).RuleId is null, group.ToJsonString());
            }
        }));

    [Fact]
    public void A_window_holds_exactly_where_the_wall_clock_says_so() => Check.One(
        s_config,
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var zone = s_zones[random.Next(s_zones.Length)];
            var from = random.Next(24 * 60);
            var to = (from + 1 + random.Next((24 * 60) - 1)) % (24 * 60);
            var day = (DayOfWeek)random.Next(7);
            var set = RuleFiles.Load($$"""
                { "rules": [ { "id": "w", "windows": [{ "days": ["{{day.ToString()[..3].ToLowerInvariant()}}"], "from": "{{Clock(from)}}", "to": "{{Clock(to)}}", "zone": "{{zone}}" }],
                  "decline": { "reason": "x" } } ], {{RuleFiles.Default}} }
                """);
            // Round the change of clocks in spring and autumn as well as anywhere.
            DateTimeOffset start = random.Next(3) switch
            {
                0 => new(2026, 3, 8, 0, 0, 0, TimeSpan.Zero),
                1 => new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
                _ => new(2026, random.Next(1, 13), 1, 0, 0, 0, TimeSpan.Zero),
            };
            for (var i = 0; i < 40; i++)
            {
                var instant = start.AddMinutes(random.Next(-3000, 12000));
                var local = TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(zone));
                var minute = (local.Hour * 60) + local.Minute;
                var startDay = to < from && minute < to ? local.Date.AddDays(-1) : local.Date;
                var expected = startDay.DayOfWeek == day && (from < to ? minute >= from && minute < to : minute >= from || minute < to);

                var facts = new FactsBuilder().SetTime(instant).Build();
                (set.Evaluate(facts).RuleId == "w").Should().Be(expected, $"{day} {Clock(from)}-{Clock(to)} {zone} at {instant:O}");
            }
        }));

    [Fact]
    public void No_text_makes_the_loader_throw() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var text = new RandomRules(seed).File().ToJsonString().ToCharArray();
            for (var i = random.Next(1, 6); i > 0; i--) text[random.Next(text.Length)] = (char)random.Next(32, 127);
            var damaged = new string(text);

            var loaded = RuleSetLoader.Load("x.json", damaged);

            (loaded.Value is null).Should().Be(loaded.HasErrors, damaged);
            RuleEval.Evaluate(RuleFiles.Load(RuleFiles.WithWhen("{}")), damaged[random.Next(damaged.Length)..]).Line.Should().StartWith("{");
        }));

    private static string WithLists(string group) => group.Replace("\"@banks\"", "[\"ICBC\",\"BOC\"]", StringComparison.Ordinal);

    private static string Clock(int minutes) => $"{minutes / 60:00}:{minutes % 60:00}";
}
