using System.Diagnostics;
using System.Globalization;
using Router.Core.Store;
using Router.TestKit.Stores;

namespace Router.Storage.Sqlite.Tests.Fixtures;

/// <summary>
/// This assembly started as a program of its own: it opens a store, commits as fast as it can and prints the number of every payment whose
/// commit has been acknowledged, until it is killed.
/// </summary>
internal static class StoreProcess
{
    private const int Callers = 16;

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["bench", var database, var seconds])
            return await ThroughputProgram.RunAsync(database, int.Parse(seconds, CultureInfo.InvariantCulture));
        if (arguments is not ["write", var path, var from]) return 2;
        var next = int.Parse(from, CultureInfo.InvariantCulture);
        await using var store = SqliteOrderStore.Open(new SqliteOrderStoreOptions { Path = path });
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var number = Interlocked.Increment(ref next);
                var result = await store.CommitAsync(OrderSamples.Insert(OrderSamples.Payment(number)));
                if (result != CommitResult.Committed) throw new InvalidOperationException($"Payment {number}: {result}.");

                // One write call a line: what is in the pipe was acknowledged.
                Console.Out.WriteLine(number);
            }
        })));
        return 0;
    }

    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "exec", typeof(StoreProcess).Assembly.Location },
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
