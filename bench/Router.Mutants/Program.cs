using Router.Mutants;

// mutate.sh runs this; see docs/mutation.md. "work" is one of its own processes.
try
{
    if (args is ["work", ..]) return Worker.Run(WorkOrder.Parse(args));
    if (Options.Parse(args) is not { } options)
    {
        Console.WriteLine(Options.Usage);
        return args is ["--help"] ? 0 : 2;
    }

    return await Measurement.RunAsync(options);
}
catch (MutantsException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
