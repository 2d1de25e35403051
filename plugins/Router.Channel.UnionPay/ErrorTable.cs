using System.Collections.Frozen;
using Router.Abstractions;

namespace Router.Channel.UnionPay;

/// <summary>
/// respCode → what it proves. A code that is not here proves nothing. The codes and their Chinese words: UnionPay's 平台接入接口规范
/// 第5部分 附录, in many public copies; which of them leave a transaction open (01 03 04 05 12 34 60): the official demo's comments. What
/// a code means for a refund beyond its words is our own careful reading (README, "Unproven").
/// </summary>
internal static class ErrorTable
{
    public const string Success = "00";
    public const string NotFound = "34";
    public const string NoFile = "98";
    public const string Flawed = "A6";
    public const string OutOfHours = "39";

    /// <summary>How long the account rests after 37; UnionPay names no time.</summary>
    public static readonly TimeSpan TooFrequentRest = TimeSpan.FromMinutes(1);

    private static readonly FrozenDictionary<string, CodeMeaning> s_rows = Build();
    private static readonly CodeMeaning s_unlisted = new("", PayOutcome.Unknown, RefundOutcome.Unknown, FaultBlame.Channel);

    public static IReadOnlyCollection<CodeMeaning> Rows => s_rows.Values;

    public static CodeMeaning Of(string code) => s_rows.GetValueOrDefault(code) ?? s_unlisted;

    public static ChannelFault Fault(string code, string message) =>
        new(FaultStage.Answered, Of(code).Blame, code, message, code == "37" ? TooFrequentRest : null);

    private static FrozenDictionary<string, CodeMeaning> Build()
    {
        const PayOutcome Accepted = PayOutcome.Pending, Open = PayOutcome.Unknown, Refused = PayOutcome.Declined;
        const RefundOutcome Taken = RefundOutcome.Processing, Unclear = RefundOutcome.Unknown, Later = RefundOutcome.RetryLater, Failed = RefundOutcome.Failed;
        CodeMeaning[] rows =
        [
            new("00", Accepted, Taken, FaultBlame.Channel),
            new("01", Open, Unclear, FaultBlame.Channel), // failed, ask 95516: left open for some products
            new("02", Refused, Later, FaultBlame.Channel), // system not open or closed for a while
            new("03", Open, Unclear, FaultBlame.Channel), // time-out inside, query
            new("04", Open, Unclear, FaultBlame.Channel), // state unclear
            new("05", Open, Unclear, FaultBlame.Channel), // accepted, query
            new("06", Open, Unclear, FaultBlame.Channel), // busy
            new("10", Refused, Failed, FaultBlame.Request), // format
            new("11", Refused, Later, FaultBlame.Us), // our signature
            new("12", Open, Unclear, FaultBlame.Request), // number used
            new("13", Refused, Failed, FaultBlame.Request), // field missing
            new("30", Refused, Unclear, FaultBlame.Payer), // take another card
            new("31", Refused, Later, FaultBlame.Us), // merchant's state
            new("32", Refused, Later, FaultBlame.Us), // no right to this transaction
            new("33", Refused, Unclear, FaultBlame.Request), // amount over the limit: of a refund perhaps because of this very number
            new("34", Open, Unclear, FaultBlame.Channel), // no such transaction: an answer to queries
            new("35", Open, Unclear, FaultBlame.Request), // original absent or in a wrong state: likewise
            new("36", Open, Unclear, FaultBlame.Request), // does not fit the original, or more than is left: likewise
            new("37", Refused, Later, FaultBlame.Channel), // too often
            new("38", Refused, Later, FaultBlame.Payer), // UnionPay's risk control
            new("39", Refused, Later, FaultBlame.Channel), // outside the hours
            new("42", Open, Unclear, FaultBlame.Channel), // money taken, too late
            new("43", Refused, Later, FaultBlame.Us), // no right to this business
            new("45", Open, Unclear, FaultBlame.Request), // original refunded or voided: perhaps by this very number
            new("46", Open, Unclear, FaultBlame.Channel), // reversed
            new("60", Open, Unclear, FaultBlame.Payer), // issuer refused: left open for some products
            new("61", Refused, Unclear, FaultBlame.Payer), // card number
            new("62", Refused, Unclear, FaultBlame.Payer), // issuer does not serve the merchant
            new("63", Refused, Unclear, FaultBlame.Payer), // card's state
            new("64", Refused, Later, FaultBlame.Payer), // balance too low
            new("65", Refused, Unclear, FaultBlame.Payer), // password, expiry, CVN2
            new("66", Refused, Unclear, FaultBlame.Payer), // identity, phone
            new("67", Refused, Unclear, FaultBlame.Payer), // password tried too often
            new("68", Refused, Unclear, FaultBlame.Payer), // card not for this business
            new("69", Refused, Unclear, FaultBlame.Payer), // buyer too slow
            new("70", Open, Unclear, FaultBlame.Channel), // waiting for the buyer
            new("71", Refused, Unclear, FaultBlame.Payer), // SMS code
            new("72", Refused, Unclear, FaultBlame.Payer), // card not opened for online payment
            new("73", Refused, Unclear, FaultBlame.Payer), // card expired
            new("74", Open, Unclear, FaultBlame.Channel), // money taken, booking unclear
            new("75", Open, Unclear, FaultBlame.Channel), // money taken, booking failed
            new("77", Refused, Unclear, FaultBlame.Payer), // card not opened for verified payment
            new("78", Refused, Unclear, FaultBlame.Payer), // issuer limits the card
            new("79", Refused, Unclear, FaultBlame.Payer), // issuer has no SMS check
            new("80", Refused, Unclear, FaultBlame.Payer), // token ended
            new("83", Open, Unclear, FaultBlame.Channel), // issuer works on it
            new("98", Open, Unclear, FaultBlame.Channel), // no such file: an answer to bill downloads
            new("99", Open, Unclear, FaultBlame.Channel), // general error
            new("A6", Open, Unclear, FaultBlame.Channel), // success with a flaw
        ];
        return rows.ToFrozenDictionary(row => row.Code, StringComparer.Ordinal);
    }
}
