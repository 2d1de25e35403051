using System.Text;
using Router.Core.Accounts;
using Router.Core.Backtesting;
using Router.Plugins;
using Router.Rules;

namespace Router.Fuzz.Tests;

/// <summary>Whatever stands in a file is read or told with its place; nothing throws, and what was read can be used.</summary>
public sealed class FileFuzzTests
{
    private const int Cases = 3000;
    private static readonly Facts s_facts = FactsLine.Read(Encoding.UTF8.GetString(Corpus.Facts[0])).Value!;

    [Fact]
    public void Rule_files() => Fuzz.Run(Corpus.Rules, Cases, input => Used(RuleSetLoader.Load("rules.json", input)));

    [Fact]
    public void Expressions() => Fuzz.Run(Corpus.Expressions, Cases, input => Used(RuleSetLoader.Load("rules.json", Corpus.RuleText(Text(input)))));

    [Fact]
    public void Fact_registries() => Fuzz.Run(Corpus.FactCatalogs, Cases, input => Told(FactCatalog.Load("facts.json", input)));

    [Fact]
    public void Bin_tables() => Fuzz.Run(Corpus.Bins, Cases, input => Told(BinTable.Load("bins.csv", input)));

    [Fact]
    public void Facts_and_payment_lines()
    {
        var rules = RuleSetLoader.Load("rules.json", Corpus.Rules[0]).Value ?? RuleSetLoader.Load("rules.json", Corpus.RuleText("amount > 1")).Value!;
        Fuzz.Run(Corpus.Facts, Cases, input =>
        {
            Told(FactsLine.Read(Text(input)));
            Told(PaymentLine.Read(Text(input), 1, DateTimeOffset.UnixEpoch));
            _ = RuleEval.Evaluate(rules, Text(input));
        });
    }

    [Fact]
    public void Accounts_files() => Fuzz.Run(Corpus.Accounts, Cases, input => Told(AccountsFile.Parse("accounts.json", input)));

    [Fact]
    public void Plugin_lists() => Fuzz.Run(Corpus.PluginLists, Cases, input =>
    {
        var file = PluginsFile.Parse(input, "plugins.json");
        foreach (var problem in file.Problems) problem.ToString().Should().NotBeNullOrEmpty();
    });

    [Fact]
    public void Plugin_manifests()
    {
        var folder = Directory.CreateTempSubdirectory("router-fuzz-").FullName;
        try
        {
            var plugin = Directory.CreateDirectory(Path.Combine(folder, "plugin")).FullName;
            Fuzz.Run(Corpus.Manifests, 400, input =>
            {
                File.WriteAllBytes(Path.Combine(plugin, "plugin.json"), input);
                var found = PluginCatalog.Verify(plugin, Path.Combine(folder, "cache"));
                found.IsGood.Should().BeFalse("there is no assembly");
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Used(Loaded<RuleSet> loaded)
    {
        Told(loaded);
        if (loaded.Value is { } rules) _ = rules.Evaluate(s_facts);
    }

    private static void Told<T>(Loaded<T> loaded)
        where T : class
    {
        if (loaded.Value is null) loaded.Diagnostics.Should().NotBeEmpty();
        foreach (var diagnostic in loaded.Diagnostics) diagnostic.Message.Should().NotBeNullOrEmpty();
    }

    private static string Text(byte[] input) => Encoding.UTF8.GetString(input);
}
