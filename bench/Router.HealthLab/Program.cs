using Router.HealthLab;
using Router.HealthLab.Tables;

// dotnet run -c Release --project bench/Router.HealthLab -- [--seeds N] [--first-seed N] [--strategy S] [--fault F] [--rate R] [--set Name=value] [--brief] [--write]
try
{
    var options = LabOptions.Read(args);
    var table = LabTable.Of(options, LabBatch.Run(options));
    Console.WriteLine(table);
    if (options.Writes) LabPage.Write(table);
    return 0;
}
catch (FormatException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}
