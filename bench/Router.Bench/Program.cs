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
                {
                    var src = new Router.Rules.Json.SourceText("x", bytes);
                    var t0 = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime;
                    var a0 = GC.GetAllocatedBytesForCurrentThread();
                    var item = Router.Rules.Json.JsonItemReader.Read(src, new Router.Rules.Loading.Findings(src))!;
                    var t1 = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime;
                    var a1 = GC.GetAllocatedBytesForCurrentThread();
                    Router.Rules.Json.CanonicalJson.Hash(item);
                    var t2 = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime;
                    var a2 = GC.GetAllocatedBytesForCurrentThread();
                    var g = GC.CollectionCount(0) + " " + GC.CollectionCount(1) + " " + GC.CollectionCount(2);
                    Router.Rules.RuleSetLoader.Load("x", bytes);
                    var a3 = GC.GetAllocatedBytesForCurrentThread();
                    var t3 = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime;
                    var b = Router.Rules.Index.IndexBuilder.Build(set0.Rules);
                    Console.WriteLine($"  json {(t1-t0).TotalMilliseconds} {(a1-a0)/1e6} MB hash {(t2-t1).TotalMilliseconds} {(a2-a1)/1e6} MB all {(t3-t2).TotalMilliseconds} {(a3-a2)/1e6} MB index {(System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime-t3).TotalMilliseconds} {(GC.GetAllocatedBytesForCurrentThread()-a3)/1e6} MB gc {g} -> {GC.CollectionCount(0) + " " + GC.CollectionCount(1) + " " + GC.CollectionCount(2)} pause {GC.GetTotalPauseDuration().TotalMilliseconds}");
                }
                if (n >= 100000)
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
