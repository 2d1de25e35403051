using Router.Abstractions;
using Router.Core.Payments;
using Router.Core.Store;
using Router.Core.Tests.Engine;
using Router.Core.Tests.Health;
using Router.Core.Tests.Telemetry;
using Router.TestKit.Stores;

namespace Router.Core.Tests.Payments;

public class ExchangeLogTests
{
    private readonly TestStore _store = new();
    private readonly HealthClock _clock = new();

    [Fact]
    public async Task An_exchange_is_kept_with_its_time_and_measured()
    {
        using var heard = new HeardMeter();
        var began = _clock.Now;
        _clock.Advance(1.5);
        var fault = new ChannelFault(FaultStage.AfterSend, FaultBlame.Network, "timeout", "no answer");

        await new ExchangeLog(_store, _clock, heard.Meter).WriteAsync(OrderSamples.Attempt("A1"), "pay", began, "Unknown", fault);

        (await _store.ExchangesOfAsync("A1")).Should().Equal(new ChannelExchange(
            "A1", "acct-a", "pay", began, TimeSpan.FromSeconds(1.5), """{"outcome":"Unknown","stage":"AfterSend","blame":"Network","rawCode":"timeout","rawMessage":"no answer"}"""));
        heard.Heard.Should().Equal(
            "router.channel.call.duration 1.5 router.operation=pay router.outcome=Unknown router.fault.blame=Network router.account.id=acct-a router.method=wechat.native error.type=timeout");
    }

    [Fact]
    public async Task What_went_well_has_no_fault_and_an_exchange_may_be_of_no_method()
    {
        using var heard = new HeardMeter();
        await new ExchangeLog(_store, _clock, heard.Meter).WriteAsync("R1", "acct-a", "refund", _clock.Now, "Succeeded", null);
        (await _store.ExchangesOfAsync("R1")).Single().Answer.Should().Be("""{"outcome":"Succeeded"}""");
        heard.Heard.Should().Equal(
            "router.channel.call.duration 0 router.operation=refund router.outcome=Succeeded router.fault.blame=none router.account.id=acct-a router.method=none");
    }

    [Theory]
    [InlineData(64, 256, 64, 256)]
    [InlineData(65, 257, 64, 256)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(null, null, 0, 0)]
    public async Task What_a_channel_writes_is_cut(int? code, int? message, int keptCode, int keptMessage)
    {
        var fault = new ChannelFault(FaultStage.Answered, FaultBlame.Payer, code is { } c ? new string('c', c) : null!, message is { } m ? new string('m', m) : null!);
        await new ExchangeLog(_store, _clock).WriteAsync("A1", "acct-a", "pay", _clock.Now, "Declined", fault);
        (await _store.ExchangesOfAsync("A1")).Single().Answer.Should().Be(
            $$"""{"outcome":"Declined","stage":"Answered","blame":"Payer","rawCode":"{{new string('c', keptCode)}}","rawMessage":"{{new string('m', keptMessage)}}"}""");
    }

    [Fact]
    public async Task A_store_that_fails_fails_no_payment()
    {
        _store.FailsExchanges = true;
        var write = async () => await new ExchangeLog(_store, _clock).WriteAsync("A1", "acct-a", "pay", _clock.Now, "Succeeded", null);
        await write.Should().NotThrowAsync();
    }
}
