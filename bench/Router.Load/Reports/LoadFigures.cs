using System.Diagnostics;
using Router.Load.Running;
using Router.Load.Traffic;

namespace Router.Load.Reports;

/// <summary>What one step cost, per second and per payment. Zero where a kill came between the two samples.</summary>
internal sealed record LoadFigures
{
    public double HostCpuCores { get; init; }
    public double OwnCpuCores { get; init; }
    public double HostCpuMicrosecondsPerPayment { get; init; }
    public double AllocatedPerPayment { get; init; }
    public double TransactionsPerSecond { get; init; }
    public double CommitsPerTransaction { get; init; }
    public double CommitsPerPayment { get; init; }

    public static LoadFigures Of(StepRow row)
    {
        if (row is not { Before: { Counters: { } before } from, After: { Counters: { } after } to } || before.ProcessId != after.ProcessId) return new();
        var wall = Stopwatch.GetElapsedTime(from.At, to.At).TotalSeconds;
        var payments = Math.Max(1, row.Acknowledged);
        var transactions = after.Transactions - before.Transactions;
        var commits = after.Commits - before.Commits;
        var cpu = (to.HostCpu - from.HostCpu).TotalSeconds;
        return new()
        {
            HostCpuCores = cpu / wall,
            OwnCpuCores = (to.OwnCpu - from.OwnCpu).TotalSeconds / wall,
            HostCpuMicrosecondsPerPayment = cpu * 1e6 / payments,
            AllocatedPerPayment = (double)(after.AllocatedBytes - before.AllocatedBytes) / payments,
            TransactionsPerSecond = transactions / wall,
            CommitsPerTransaction = (double)commits / Math.Max(1, transactions),
            CommitsPerPayment = (double)commits / payments,
        };
    }
}
