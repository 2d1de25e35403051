using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Router.Abstractions;
using Router.Channel.UnionPay.Tests.Support;

namespace Router.Channel.UnionPay.Tests.Notifications;

public sealed class NotificationTests
{
    private readonly TestHost _host = new();

    [Fact]
    public async Task A_genuine_one_says_what_is_paid_and_is_acknowledged_with_ok()
    {
        var result = await ParseAsync(Words.Signed(Words.Paid()));
        result.Verdict.Should().Be(NotificationVerdict.Verified);
        result.Acknowledge.Should().Be(new NotificationReply(200, "text/plain", "ok"));
        result.Refuse.StatusCode.Should().NotBe(200);
        var told = result.Events.Should().ContainSingle().Subject;
        told.AttemptNumber.Should().Be("A2026112000000001");
        told.MerchantId.Should().Be(TestKeys.Merchant);
        told.Attempt.Should().Match<QueryResult>(a => a.Status == AttemptStatus.Paid && a.Captured == new Money(1999, Currency.CNY) && a.ChannelTransactionId == "782611201200060674028");
    }

    [Fact]
    public async Task A_refunds_one_names_the_refund_and_the_payment()
    {
        var fields = Words.Paid("R2026112000000001", "500");
        (fields["txnType"], fields["reqReserved"], fields["origQryId"]) = ("04", "A2026112000000001", "782611201200060674028");
        var told = (await ParseAsync(Words.Signed(fields))).Events.Should().ContainSingle().Subject;
        told.AttemptNumber.Should().Be("A2026112000000001");
        told.RefundNumber.Should().Be("R2026112000000001");
        told.Attempt.Should().BeNull();
        told.Refund.Should().Match<RefundResult>(r => r.Outcome == RefundOutcome.Succeeded && r.Refunded == new Money(500, Currency.CNY));
    }

    [Theory]
    [InlineData("03", AttemptStatus.Pending)]
    [InlineData("A6", AttemptStatus.Unknown)]
    [InlineData("64", AttemptStatus.Unknown)]
    [InlineData("Z9", AttemptStatus.Unknown)]
    [InlineData("", AttemptStatus.Unknown)]
    public async Task Another_code_never_ends_an_attempt(string code, AttemptStatus status)
    {
        var fields = Words.Paid();
        fields["respCode"] = code;
        (await ParseAsync(Words.Signed(fields))).Events.Single().Attempt!.Status.Should().Be(status);
    }

    [Fact]
    public async Task One_of_another_kind_is_acknowledged_and_says_nothing()
    {
        var fields = Words.Paid();
        fields["txnType"] = "31";
        (await ParseAsync(Words.Signed(fields))).Should().Match<NotificationResult>(r => r.Verdict == NotificationVerdict.Verified && r.Events.Count == 0);
    }

    [Fact]
    public async Task A_paid_one_without_amount_or_id_is_not_paid()
    {
        foreach (var name in new[] { "txnAmt", "queryId", "currencyCode" })
        {
            var fields = Words.Paid();
            fields.Remove(name);
            (await ParseAsync(Words.Signed(fields))).Events.Single().Attempt!.Status.Should().Be(AttemptStatus.Unknown, name);
        }
    }

    [Fact]
    public async Task An_unsigned_one_is_refused() => await RefusedAsync(Words.Paid());

    [Fact]
    public async Task One_with_an_empty_signature_is_refused()
    {
        var fields = Words.Signed(Words.Paid());
        fields["signature"] = "";
        await RefusedAsync(fields);
    }

    [Fact]
    public async Task One_signed_by_a_stranger_is_refused() => await RefusedAsync(Words.Signed(Words.Paid(), TestKeys.Stranger.Signer));

    [Fact]
    public async Task One_signed_by_another_merchant_of_the_same_authority_is_refused() => await RefusedAsync(Words.Signed(Words.Paid(), TestKeys.OtherCertificate));

    [Fact]
    public async Task One_signed_by_ourselves_is_refused() => await RefusedAsync(Words.Signed(Words.Paid(), TestKeys.MerchantCertificate));

    [Fact]
    public async Task One_signed_by_a_stranger_under_UnionPays_certificate_is_refused() =>
        await RefusedAsync(Words.Signed(Words.Paid(), TestKeys.Stranger.Signer, TestKeys.Authority.Signer));

    [Fact]
    public async Task One_for_another_merchant_is_refused()
    {
        var fields = Words.Paid();
        fields["merId"] = TestKeys.OtherMerchant;
        (await RefusedAsync(Words.Signed(fields))).Should().Contain("merId");
    }

    [Fact]
    public async Task Any_field_changed_added_or_left_out_is_refused()
    {
        var genuine = Words.Signed(Words.Paid());
        foreach (var name in genuine.Keys)
        {
            await RefusedAsync(new Dictionary<string, string>(genuine) { [name] = genuine[name] + "0" });
            await RefusedAsync(genuine.Where(f => f.Key != name).ToDictionary());
        }

        await RefusedAsync(new Dictionary<string, string>(genuine) { ["reserved"] = "x" });
    }

    // The signed text joins raw values: cut elsewhere, it would be the same text. Another merchant's genuine notification must not become ours.
    [Fact]
    public async Task Fields_cut_otherwise_under_the_same_signature_are_refused()
    {
        var fields = Words.Paid();
        fields["merId"] = TestKeys.OtherMerchant;
        fields["acqInsCode"] = $"1&merId={TestKeys.Merchant}&orderId=A2026112000000001&queryId=1&reqReserved=x";
        var genuine = Words.Signed(fields);
        var cut = new Dictionary<string, string>(genuine) { ["acqInsCode"] = "1", ["merId"] = TestKeys.Merchant };
        await RefusedAsync(cut);
        await RefusedAsync(genuine);
        var swallowed = new Dictionary<string, string>(genuine);
        foreach (var name in new[] { "accessType", "bizType" }) swallowed.Remove(name);
        swallowed["acqInsCode"] += $"&bizType={genuine["bizType"]}";
        await RefusedAsync(swallowed);
    }

    // Two values in braces must not swallow what stands between them, and one must not be cut at its ampersand.
    [Fact]
    public async Task Braces_hide_no_field_and_are_not_cut()
    {
        var fields = Words.Paid();
        (fields["acqInsCode"], fields["cardTransData"]) = ("{1}", "{a=2&b=3}");
        var genuine = Words.Signed(fields);
        (await ParseAsync(genuine)).Verdict.Should().Be(NotificationVerdict.Verified);
        var hidden = new Dictionary<string, string>(genuine) { ["acqInsCode"] = "{1}&bizType=000201&cardTransData={a=2&b=3}" };
        hidden.Remove("bizType");
        hidden.Remove("cardTransData");
        await RefusedAsync(hidden);
        fields = Words.Paid();
        fields["acqInsCode"] = "{1&b=3}";
        var cut = new Dictionary<string, string>(Words.Signed(fields)) { ["acqInsCode"] = "{1", ["b"] = "3}" };
        await RefusedAsync(cut);
    }

    // UnionPay signs the answer to a query just so, with respCode 00 for the query itself.
    [Theory]
    [InlineData("64")]
    [InlineData("05")]
    [InlineData("00")]
    public async Task The_answer_to_a_query_is_no_notification(string code)
    {
        var fields = Words.Paid();
        fields["origRespCode"] = code;
        await RefusedAsync(Words.Signed(fields));
        (fields["txnType"], fields["reqReserved"]) = ("04", "A2026112000000001");
        await RefusedAsync(Words.Signed(fields));
    }

    [Fact]
    public async Task A_field_twice_is_refused()
    {
        var body = Encoding.ASCII.GetString(Words.Posted(Words.Signed(Words.Paid())).Body.Span);
        (await Bench.Open(_host).ParseNotificationAsync(new(Encoding.ASCII.GetBytes(body + "&merId=" + TestKeys.Merchant), new Dictionary<string, string>(), ""), default))
            .Verdict.Should().Be(NotificationVerdict.Rejected);
    }

    [Fact]
    public async Task What_stands_in_the_query_is_not_read()
    {
        var told = Words.Posted(Words.Signed(Words.Paid())) with { Query = "merId=1&respCode=99&signature=x" };
        (await Bench.Open(_host).ParseNotificationAsync(told, default)).Verdict.Should().Be(NotificationVerdict.Verified);
        (await Bench.Open(_host).ParseNotificationAsync(new(ReadOnlyMemory<byte>.Empty, new Dictionary<string, string>(), Encoding.ASCII.GetString(told.Body.Span)), default))
            .Verdict.Should().Be(NotificationVerdict.Rejected);
    }

    // The scheme names no time of sending. What an old one says is still true, and the engine knows it already.
    [Fact]
    public async Task An_old_one_says_the_same_again()
    {
        var genuine = Words.Signed(Words.Paid());
        var first = await ParseAsync(genuine);
        _host.Clock.Advance(TimeSpan.FromDays(3));
        (await ParseAsync(genuine)).Should().BeEquivalentTo(first);
    }

    [Fact]
    public async Task One_whose_signers_certificate_has_ended_is_refused()
    {
        using var brief = TestKeys.Authority.Issue("041@1@中国银联股份有限公司@1", TestKeys.Start.AddDays(-1), TestKeys.Start.AddHours(1));
        (await ParseAsync(Words.Signed(Words.Paid(), brief))).Verdict.Should().Be(NotificationVerdict.Verified);
        _host.Clock.Advance(TimeSpan.FromHours(2));
        await RefusedAsync(Words.Signed(Words.Paid(), brief));
    }

    [Fact]
    public async Task A_new_signer_of_the_same_authority_is_taken_at_once()
    {
        using var next = TestKeys.Authority.Issue("041@8310000000083041@中国银联股份有限公司@00016496");
        (await ParseAsync(Words.Signed(Words.Paid(), next))).Verdict.Should().Be(NotificationVerdict.Verified);
    }

    [Fact]
    public void Any_bytes_end_in_a_verdict_and_nothing_is_sent()
    {
        var channel = Bench.Open(_host);
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
            channel.ParseNotificationAsync(new(bytes, new Dictionary<string, string>(), ""), default).Result.Verdict == NotificationVerdict.Rejected));
        _host.Network.Sent.Should().BeEmpty();
    }

    private Task<NotificationResult> ParseAsync(Dictionary<string, string> fields) => Bench.Open(_host).ParseNotificationAsync(Words.Posted(fields), default);

    private async Task<string> RefusedAsync(Dictionary<string, string> fields)
    {
        var result = await ParseAsync(fields);
        result.Verdict.Should().Be(NotificationVerdict.Rejected);
        result.Events.Should().BeEmpty();
        result.Refuse.StatusCode.Should().Be(400);
        return result.Reason!;
    }
}
