using System.Globalization;
using Router.Bench;
using Router.Bench.Payments;
using Router.Bench.Rules;

// dotnet run -c Release --project bench/Router.Bench -- pay [callers] [seconds]
// dotnet run -c Release --project bench/Router.Bench -- rules [seconds-per-row] [--json]
var json = args.Contains("--json");
string[] words = [.. args.Where(a => a != "--json")];
var verb = words.Length > 0 && !char.IsAsciiDigit(words[0][0]) ? words[0] : "pay";
double[] numbers = [.. words.Where(w => char.IsAsciiDigit(w[0])).Select(w => double.Parse(w, CultureInfo.InvariantCulture))];
switch (verb)
{
    case "pay":
        await PaymentsBench.RunAsync((int)Number(0, 64), (int)Number(1, 10));
        return 0;
    case "rules":
        var table = new BenchTable(json);
        RulesBench.Run(table, Number(0, 1));
        table.Finish();
        return 0;
    case "diag":
        foreach (var n in new[] { 1000, 10000 })
        {
            var files = new RuleFiles(n);
            var bytes = files.File(n);
            for (var k = 0; k < 8; k++)
            {
                var sw = System.Diagnostics.Stopwatch.StartNew();
                var cpu = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime;
                var set0 = Router.Rules.RuleSetLoader.Load("x", bytes).Value!;
                Console.WriteLine($"load {n} {sw.Elapsed.TotalMilliseconds} cpu {(System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds}");
                if (n >= 1000)
                {
                    var best = 1e9;
                    for (var q = 0; q < 3; q++) { sw.Restart(); Router.Rules.Index.IndexBuilder.Build(set0.Rules); best = Math.Min(best, sw.Elapsed.TotalMilliseconds); }
                    Console.WriteLine($"  index {best}");
                }
            }
            var set = Router.Rules.RuleSetLoader.Load("x", bytes).Value!;
            Console.WriteLine($"residual {set.RuleIndex.ResidualCount} dims {set.RuleIndex.Dimensions.Count}");
            var ps = Enumerable.Range(0, 1024).Select(_ => files.Payment()).ToArray();
            for (var k = 0; k < 4; k++) Console.WriteLine(Measured.Run(i => set.Evaluate(ps[i % 1024]), 0.3));
        }
        return 0;
    default:
        Console.Error.WriteLine($"There is no bench \"{verb}\". It is pay or rules.");
        return 2;
}

double Number(int place, double otherwise) => place < numbers.Length ? numbers[place] : otherwise;
