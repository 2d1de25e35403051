using System.Text.Json;
using Router.Abstractions;
using Router.Core.Channels;

namespace Router.Core.Tests.Channels;

/// A text of a plugin's is in memory what a store gives back, and no capture is lost for one.
public class AnswerTextTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    // An attribute cannot hold half a character.
    public static TheoryData<string, char[], char[]> Texts() => new()
    {
        { "at the end", ['i', '\uD800'], ['i', '\uFFFD'] },
        { "at the start", ['\uDC00', 'i'], ['\uFFFD', 'i'] },
        { "around a whole one", ['\uD800', '\uD83D', '\uDE00', '\uD83D'], ['\uFFFD', '\uD83D', '\uDE00', '\uFFFD'] },
        { "whole", ['a', '\uD83D', '\uDE00'], ['a', '\uD83D', '\uDE00'] },
    };

    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public void Half_a_character_in_an_id_is_replaced_and_the_capture_stands(string where, char[] gave, char[] keeps)
    {
        var (given, kept) = (new string(gave), new string(keeps));
        var result = AnswerCheck.Kept<ChannelResult>(ChannelResult.Succeeded(given, new Money(1000, Currency.CNY), state: new(1, given)), s_now);
        result.ChannelTransactionId.Should().Be(kept, where);
        (result.Outcome, result.ChannelTransactionId, result.State!.Value).Should().Be((PayOutcome.Succeeded, kept, kept));
        JsonSerializer.Deserialize(JsonSerializer.Serialize(result, ContractJson.Default.ChannelResult), ContractJson.Default.ChannelResult)
            .Should().Be(result, "it comes back as it is");
    }

    [Fact]
    public void A_text_that_is_cut_within_a_character_ends_in_a_whole_one()
    {
        var result = AnswerCheck.Kept<ChannelResult>(ChannelResult.Declined(FaultBlame.Payer, new string('c', 63) + "\U0001F600", "no"), s_now);
        result.Fault!.RawCode.Should().Be(new string('c', 63) + "\uFFFD");
    }

    [Fact]
    public void Actions_states_and_lines_of_bills_are_whole_too()
    {
        var action = new PayAction(PayActionKind.Form, "c\uD800", new Dictionary<string, string> { ["f\uDC00"] = "v\uD800" }, s_now.AddHours(1));
        var kept = AnswerCheck.Kept<ChannelResult>(ChannelResult.Pending(action), s_now).Action!;
        (kept.Content, kept.Fields!.Single()).Should().Be(("c\uFFFD", new KeyValuePair<string, string>("f\uFFFD", "v\uFFFD")));
        AnswerCheck.Kept<ChannelState>(new(1, "s\uD800"), s_now).Value.Should().Be("s\uFFFD");
        var line = new BillLine { Kind = BillLineKind.Payment, AttemptNumber = "t", ChannelTransactionId = "x\uD800", Amount = new(1, Currency.CNY), BookedAt = s_now };
        AnswerCheck.Kept(line).ChannelTransactionId.Should().Be("x\uFFFD");
    }
}
