using System.Globalization;
using Router.Bench;
using Router.Bench.Payments;
using Router.Bench.Rules;
using Router.Bench.Stores;

// dotnet run -c Release --project bench/Router.Bench -- pay [callers] [seconds]
// dotnet run -c Release --project bench/Router.Bench -- rules|plan|explain|store [seconds-per-row] [--json]
var json = args.Contains("--json");
string[] words = [.. args.Where(a => a != "--json")];
var verb = words.Length > 0 && !char.IsAsciiDigit(words[0][0]) ? words[0] : "pay";
double[] numbers = [.. words.Where(w => char.IsAsciiDigit(w[0])).Select(w => double.Parse(w, CultureInfo.InvariantCulture))];
var table = new BenchTable(json);
switch (verb)
{
    case "pay":
        await PaymentsBench.RunAsync((int)Number(0, 64), (int)Number(1, 10));
        return 0;
    case "rules":
        RulesBench.Run(table, Number(0, 1));
        break;
    case "plan":
        PlanBench.Run(table, Number(0, 2));
        break;
    case "explain":
        ExplainBench.Run(table);
        break;
    case "store":
        await StoreBench.RunAsync(table, Number(0, 5));
        break;
    default:
        Console.Error.WriteLine($"There is no bench \"{verb}\". It is pay, rules, plan, explain or store.");
        return 2;
}

table.Finish();
return 0;

double Number(int place, double otherwise) => place < numbers.Length ? numbers[place] : otherwise;
