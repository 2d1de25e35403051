using System.Diagnostics;
using System.Globalization;
using Router.Core.Orders;
using Router.Core.Store;
using Router.TestKit.Stores;

namespace Router.Storage.Sqlite.Tests.Fixtures;

/// <summary>
/// This assembly started as a program of its own: it opens a store, commits as fast as it can and prints what has been acknowledged, until
/// it is killed: "a 12." for payment 12 accepted (payment, key and message in one commit), "s 12." for its success, "x 12 why." for a commit
/// that the store could not make and that is asked again.
/// </summary>
internal static class StoreProcess
{
    private const int Callers = 16;

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["archive", var old, var file]) return await ArchiveAsync(old, file);
        if (arguments is not ["write", var path, var from]) return 2;
        var next = int.Parse(from, CultureInfo.InvariantCulture);
        await using var store = SqliteOrderStore.Open(new SqliteOrderStoreOptions { Path = path });
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (true) await WriteAsync(store, Interlocked.Increment(ref next));
        })));
        return 0;
    }

    public static Process Start(string path, int from, params (string Name, string Value)[] environment) =>
        Start(["write", path, from.ToString(CultureInfo.InvariantCulture)], environment);

    public static Process Start(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "exec", typeof(StoreProcess).Assembly.Location },
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    // A line for every order that is about to go.
    private static async Task<int> ArchiveAsync(string path, string file)
    {
        await using var store = SqliteOrderStore.Open(new SqliteOrderStoreOptions { Path = path });
        await store.ArchiveAsync(new(file, DateTimeOffset.MaxValue, order =>
        {
            Console.Out.WriteLine(order.Id);
            return true;
        }));
        return 0;
    }

    private static async Task WriteAsync(SqliteOrderStore store, int number)
    {
        var order = OrderSamples.Payment(number);
        var day = new DateOnly(2026, 1, 1).AddDays(number % 3);
        var attempt = OrderSamples.Attempt(Written.Attempt(number)) with { SentAmount = order.Terms.Amount, LimitDay = day };
        order = order with { State = PaymentState.Paying, Attempts = [attempt] };
        await CommitAsync(store, number, 'a', OrderSamples.Insert(order) with
        {
            Idempotency = new("shop", Written.Key(number), "f", order.Id, OrderSamples.Start),
            Limit = new(attempt.Number, long.MaxValue, long.MaxValue),
            Outbox = [OrderSamples.Message(Written.Message(number), order.Id, null)],
        });
        var captured = attempt with { State = AttemptState.Captured, Captured = order.Terms.Amount, PaidAt = OrderSamples.Start };
        await CommitAsync(store, number, 's', OrderSamples.Update(order with
        {
            Version = 1,
            State = PaymentState.Succeeded,
            WinningAttempt = attempt.Number,
            Attempts = [captured],
        }));
    }

    private static async Task CommitAsync(SqliteOrderStore store, int number, char deed, OrderCommit commit)
    {
        while (true)
        {
            try
            {
                var result = await store.CommitAsync(commit);
                if (result != CommitResult.Committed) throw new InvalidOperationException($"Payment {number}: {result}.");

                // One write call a line: what is in the pipe was acknowledged.
                Console.Out.WriteLine($"{deed} {number}.");
                return;
            }
            catch (StoreUnavailableException error)
            {
                Console.Out.WriteLine($"x {number} {error.Message}.");
            }
        }
    }
}
