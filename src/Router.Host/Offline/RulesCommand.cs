using System.CommandLine;
using Router.Host.Offline.Trial;

namespace Router.Host.Offline;

internal static class RulesCommand
{
    public static Command Create() => new("rules", "Check routing rules and try them out. Needs no running router, but for a backtest without a file of payments.")
    {
        LintCommand.Create(),
        EvalCommand.Create(),
        SimulateCommand.Create(),
        BacktestCommand.Create(),
        ExplainCommand.Create(),
        DiffCommand.Create(),
    };
}
