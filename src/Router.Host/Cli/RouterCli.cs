using System.CommandLine;
using System.CommandLine.Invocation;
using Router.Host.Client;
using Router.Host.Demo;
using Router.Host.Offline;
using Router.Host.Serve;
using Router.Host.Simulate;
using Router.Host.Simulators;

namespace Router.Host.Cli;

/// <summary>The whole command line: verbs, exit codes, and what is said when something goes wrong.</summary>
internal static class RouterCli
{
    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);
        if (parsed.Action is ParseErrorAction) return Misused(parsed);
        try
        {
            // The web host listens for signals itself; the other verbs may simply be ended.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (CliException error)
        {
            Output.Error(error.Message, parsed.WantsJson());
            return error.ExitCode;
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Router sends payments to the right merchant account at the right channel. Without a verb it serves.")
        {
            GlobalOptions.Json,
            ServeCommand.Create(),
            DemoCommand.Create(),
            SimulateFaultsCommand.Create(),
            SimulatorsCommand.Create(),
            PayCommands.Pay(),
            PayCommands.Query(),
            PayCommands.Refund(),
            PayCommands.Close(),
            PayCommands.Switch(),
            PayCommands.Continue(),
            OrdersCommand.Create(),
            CasesCommand.Create(),
            AlarmsCommand.Create(),
            OperatorsCommand.Create(),
            BillsCommand.Create(),
            ChannelsCommand.Create(),
            RulesCommand.Create(),
            ReloadCommand.Create(),
            AuditCommand.Create(),
            StoreCommand.Create(),
        };
        ServeCommand.MakeDefault(root);
        return root;
    }

    private static int Misused(ParseResult parsed)
    {
        var words = string.Join(' ', Path(parsed).Prepend("router"));
        Output.Error($"{string.Join(Environment.NewLine, parsed.Errors.Select(e => e.Message))}{Environment.NewLine}See: {words} --help", parsed.WantsJson());
        return ExitCode.Misuse;
    }

    private static IEnumerable<string> Path(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var at = parsed.CommandResult; at.Command is not RootCommand && at.Parent is System.CommandLine.Parsing.CommandResult up; at = up)
            names.Push(at.Command.Name);
        return names;
    }
}
