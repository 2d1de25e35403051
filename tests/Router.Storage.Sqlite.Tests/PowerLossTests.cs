using System.Globalization;
using Router.Storage.Sqlite.Tests.Fixtures;
using Router.Storage.Sqlite.Tests.Power;

namespace Router.Storage.Sqlite.Tests;

/// <summary>Power cuts: only what was synced is left, and pieces of the rest. ROUTER_POWER_ROUNDS=50 makes it the long run.</summary>
public sealed class PowerLossTests : IDisposable
{
    private const int NumbersPerRound = 1_000_000;
    private readonly PowerFolder _folder = new();

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("ROUTER_POWER_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 5;

    [PowerFact]
    public async Task What_was_acknowledged_is_there_whole_after_every_power_cut()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var from = round * NumbersPerRound;
            var written = new Written(from);
            using (var process = StoreProcess.Start(_folder.Database, from, _folder.Environment)) await written.UntilKilledAsync(process, random.Next(1, 2500));
            _folder.CutPower(random);
            await using var store = _folder.Open();
            (await written.LossesAsync(store)).Should().BeEmpty($"seed {seed}, round {round}: {written.Accepted.Count} were accepted");
            (await store.VerifyAsync()).Should().BeEmpty($"seed {seed}, round {round}");
        }
    }

    [PowerFact]
    public async Task A_disk_that_lies_about_syncing_is_noticed_by_this_test()
    {
        var written = new Written(0);
        using (var process = StoreProcess.Start(_folder.Database, 0, [.. _folder.Environment, ("ROUTER_POWER_DROP", "1")])) await written.UntilKilledAsync(process, 500);
        _folder.CutPower(new NoneKept());
        await using var store = _folder.Open();
        (await written.LossesAsync(store)).Should().HaveCountGreaterThanOrEqualTo(written.Accepted.Count);
    }

    [PowerFact]
    public async Task A_full_disk_acknowledges_nothing_and_the_store_goes_on_when_there_is_space()
    {
        var written = new Written(0);
        var refusals = 0;
        using var process = StoreProcess.Start(_folder.Database, 0, [.. _folder.Environment, ("ROUTER_POWER_FULL", "1000000")]);
        var afterwards = 0;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            written.Take(line);
            if (line.StartsWith('x'))
            {
                line.Should().Contain("RTR4010");
                if (++refusals == 50) _folder.MakeSpace();
            }
            else if (refusals >= 50 && ++afterwards == 200)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync();
        afterwards.Should().BeGreaterThanOrEqualTo(200, await process.StandardError.ReadToEndAsync());
        _folder.CutPower(new Random(1));
        await using var store = _folder.Open();
        (await written.LossesAsync(store)).Should().BeEmpty();
        (await store.VerifyAsync()).Should().BeEmpty();
    }

    [PowerFact]
    public async Task A_file_that_can_only_be_read_is_named_and_left_as_it_is()
    {
        _folder.Open().Dispose();
        var before = File.ReadAllBytes(_folder.Database);
        using var process = StoreProcess.Start(_folder.Database, 0, [.. _folder.Environment, ("ROUTER_POWER_READ", "1")]);
        (await process.StandardOutput.ReadToEndAsync()).Should().BeEmpty("nothing can have been acknowledged");
        (await process.StandardError.ReadToEndAsync()).Should().Contain("RTR4004").And.Contain(_folder.Database);
        await process.WaitForExitAsync();
        File.ReadAllBytes(_folder.Database).Should().Equal(before);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class NoneKept : Random
    {
        public override int Next(int maxValue) => 0;
    }
}
