using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Router.Core.Orders;
using Router.Storage.Sqlite.Tests.Fixtures;
using Router.TestKit.Stores;

namespace Router.Storage.Sqlite.Tests;

/// <summary>kill -9 again and again on one file. ROUTER_KILL_ROUNDS=50 makes it the long run.</summary>
public sealed class KillTests : IDisposable
{
    private const int NumbersPerRound = 1_000_000;
    private readonly StoreFolder _folder = new();

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("ROUTER_KILL_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 5;

    [Fact]
    public async Task What_was_acknowledged_is_there_whole_after_every_kill_9()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var from = round * NumbersPerRound;
            var written = new Written(from);
            using (var process = StoreProcess.Start(_folder.Database, from)) await written.UntilKilledAsync(process, random.Next(1, 800));
            await using var store = _folder.Open();
            (await written.LossesAsync(store)).Should().BeEmpty($"seed {seed}, round {round}: {written.Accepted.Count} were accepted");
            (await store.VerifyAsync()).Should().BeEmpty($"seed {seed}, round {round}");
        }
    }

    [Fact]
    public async Task A_second_process_is_refused_and_told_who_holds_the_file()
    {
        using var process = StoreProcess.Start(_folder.Database, 0);
        try
        {
            await process.StandardOutput.ReadLineAsync();
            var error = _folder.OpenFails();
            error.Id.Should().Be("RTR4001");
            error.Message.Should().Contain(_folder.Database).And.Contain($"process {process.Id}");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        _folder.Open().Dispose();
    }

    [Fact]
    public async Task An_archive_that_is_killed_loses_no_order()
    {
        const int Orders = 2000;
        await using (var store = _folder.Open())
        {
            await Task.WhenAll(Enumerable.Range(1, Orders).Select(number => store.CommitAsync(OrderSamples.Insert(
                OrderSamples.Payment(number) with { State = PaymentState.Closed, FinishedAt = OrderSamples.Start })).AsTask()));
        }

        var random = new Random();
        var inFiles = new HashSet<string>();
        for (var round = 0; round < 3; round++)
        {
            var file = Path.Combine(_folder.Folder, $"old-{round}.jsonl");
            var kill = random.Next(1, 600);
            using (var process = StoreProcess.Start(["archive", _folder.Database, file]))
            {
                for (var lines = 0; await process.StandardOutput.ReadLineAsync() is not null;)
                {
                    if (++lines == kill) process.Kill();
                }

                await process.WaitForExitAsync();
            }

            // A run that was done before the kill reached it leaves nothing to the next, and that one no file.
            if (File.Exists(file)) inFiles.UnionWith(File.ReadLines(file).Select(Id).OfType<string>());
            await using var store = _folder.Open();
            (await store.VerifyAsync()).Should().BeEmpty();
            foreach (var id in Enumerable.Range(1, Orders).Select(OrderSamples.PaymentId).Where(id => !inFiles.Contains(id)))
                (await store.FindPaymentAsync(id)).Should().NotBeNull($"{id} is in no archive (killed after {kill} lines)");
        }

        inFiles.Should().NotBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    // The kill may cut the last line off.
    private static string? Id(string line)
    {
        try
        {
            return JsonNode.Parse(line)!["payment"]!["id"]!.ToString();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
