using System.Globalization;
using Router.Storage.Sqlite.Tests.Fixtures;
using Router.TestKit.Stores;

namespace Router.Storage.Sqlite.Tests;

public sealed class KillTests : IDisposable
{
    private const int Rounds = 3, AcknowledgedPerRound = 300;
    private readonly StoreFolder _folder = new();

    [Fact]
    public async Task What_was_acknowledged_is_there_after_kill_9()
    {
        var acknowledged = new List<int>();
        for (var round = 0; round < Rounds; round++)
        {
            acknowledged.AddRange(await WriteUntilKilledAsync(round * 1_000_000));
            await using var store = _folder.Open();
            foreach (var number in acknowledged)
                (await store.FindPaymentAsync(OrderSamples.PaymentId(number))).Should().NotBeNull($"payment {number} was acknowledged");
        }
    }

    [Fact]
    public async Task A_second_process_is_refused_and_told_who_holds_the_file()
    {
        using var process = StoreProcess.Start("write", _folder.Database, "0");
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

    public void Dispose() => _folder.Dispose();

    private async Task<List<int>> WriteUntilKilledAsync(int from)
    {
        using var process = StoreProcess.Start("write", _folder.Database, from.ToString(CultureInfo.InvariantCulture));
        var acknowledged = new List<int>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            // The last line may be cut off by the kill; a cut number is smaller than every whole one of its round or is none.
            if (int.TryParse(line, CultureInfo.InvariantCulture, out var number) && number > from) acknowledged.Add(number);
            if (acknowledged.Count == AcknowledgedPerRound) process.Kill();
        }

        await process.WaitForExitAsync();
        acknowledged.Count.Should().BeGreaterThanOrEqualTo(AcknowledgedPerRound, await process.StandardError.ReadToEndAsync());
        return acknowledged;
    }
}
