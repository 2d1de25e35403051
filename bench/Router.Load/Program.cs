using Router.Bench.Payments;
using Router.Load;
using Router.Load.Reports;

if (args.Contains("--help"))
{
    Console.WriteLine(LoadOptions.Usage);
    return 0;
}

LoadOptions options;
try
{
    options = LoadOptions.Parse(args);
}
catch (FormatException wrong)
{
    Console.Error.WriteLine($"{wrong.Message}{Environment.NewLine}{LoadOptions.Usage}");
    return 2;
}

var embedded = options.Embedded ? await PaymentsBench.MeasureAsync(64, 10) : null;
await using var run = new SoakRun(options, Console.Error.WriteLine);
var result = await run.RunAsync();
Console.WriteLine(LoadText.Of(result, embedded));
if (options.JsonFile is { } file) await File.WriteAllTextAsync(file, LoadJson.Of(result, embedded));
return result.IsGood ? 0 : 1;
