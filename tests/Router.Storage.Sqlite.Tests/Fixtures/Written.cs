using System.Diagnostics;
using System.Globalization;
using Router.Core.Orders;
using Router.TestKit.Stores;

namespace Router.Storage.Sqlite.Tests.Fixtures;

/// <summary>What a <see cref="StoreProcess"/> was told by its store before it ended.</summary>
internal sealed class Written(int from)
{
    private const int InFlight = 64;

    public HashSet<int> Accepted { get; } = [];

    public HashSet<int> Succeeded { get; } = [];

    public static string Attempt(int number) => $"A{number:D20}";

    public static string Key(int number) => $"pay:{number}";

    public static string Message(int number) => $"m{number}";

    /// <summary>Reads until so many lines have come, kills the process, and reads what was still in the pipe.</summary>
    public async Task UntilKilledAsync(Process process, int lines)
    {
        var count = 0;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            Take(line);
            if (++count == lines) process.Kill();
        }

        await process.WaitForExitAsync();
        count.Should().BeGreaterThanOrEqualTo(lines, await process.StandardError.ReadToEndAsync());
    }

    // The kill may cut the last line off.
    public void Take(string line)
    {
        if (!line.EndsWith('.') || line.Split(' ', 3) is not [var deed, var rest, ..]) return;
        if (deed == "a") Accepted.Add(int.Parse(rest.TrimEnd('.'), CultureInfo.InvariantCulture));
        else if (deed == "s") Succeeded.Add(int.Parse(rest.TrimEnd('.'), CultureInfo.InvariantCulture));
    }

    /// <returns>Every way in which the store is not what was acknowledged.</returns>
    public async Task<List<string>> LossesAsync(SqliteOrderStore store)
    {
        var losses = new List<string>();
        foreach (var number in Enumerable.Range(from + 1, Accepted.Concat(Succeeded).DefaultIfEmpty(from).Max() - from + InFlight))
        {
            var payment = await store.FindPaymentAsync(OrderSamples.PaymentId(number));
            var key = await store.FindIdempotencyAsync("shop", Key(number));
            var messages = await store.OutboxOfAsync(OrderSamples.PaymentId(number));
            var byAttempt = await store.FindPaymentByAttemptAsync(Attempt(number));
            if (payment is null && Accepted.Contains(number)) losses.Add($"payment {number} was accepted and is lost");
            if (payment?.State != PaymentState.Succeeded && Succeeded.Contains(number)) losses.Add($"the success of payment {number} is lost");
            var parts = new[] { payment is not null, key is not null, messages.Count == 1, byAttempt is not null };
            if (parts.Distinct().Count() != 1) losses.Add($"payment {number} is half there: {string.Join(", ", parts)}");
        }

        return losses;
    }
}
