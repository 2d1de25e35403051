using System.Text.Json;
using Router.Abstractions;
using Router.Channel.PayPal.Http;
using Router.Channel.PayPal.Tests.Support;

namespace Router.Channel.PayPal.Tests;

/// <summary>Code by code and call by call: written out here once more, so that a slip in the table shows.</summary>
public sealed class ErrorTableTests
{
    private const string Table = """
        RATE_LIMIT_REACHED                        Channel Refused Unknown      Later
        AUTHENTICATION_FAILURE                    Us      Refused Unknown      Later
        invalid_token                             Us      Refused Unknown      Later
        invalid_client                            Us      Refused Unknown      Later
        unauthorized_client                       Us      Refused Unknown      Later
        NOT_AUTHORIZED                            Us      Refused Unknown      Later
        PERMISSION_DENIED                         Us      Refused Unknown      Later
        PERMISSION_NOT_GRANTED                    Us      Refused Unknown      Later
        CONSENT_NEEDED                            Us      Refused Unknown      Later
        PAYEE_NOT_CONSENTED                       Us      Refused Unknown      Later
        PAYEE_ACCOUNT_INVALID                     Us      Refused Unknown      Later
        PAYEE_ACCOUNT_RESTRICTED                  Us      Refused Unknown      Later
        PAYEE_ACCOUNT_LOCKED_OR_CLOSED            Us      Refused Unknown      Later
        PAYEE_ACCOUNT_NOT_SUPPORTED               Us      Refused Unknown      Later
        PAYEE_ACCOUNT_NOT_VERIFIED                Us      Refused Unknown      Later
        INVALID_ACCOUNT_STATUS                    Us      Refused Unknown      Later
        INVALID_PARAMETER_VALUE                   Request Refused Unknown      Refused
        INVALID_PARAMETER_SYNTAX                  Request Refused Unknown      Refused
        INVALID_PARAMETER                         Request Refused Unknown      Refused
        INVALID_STRING_LENGTH                     Request Refused Unknown      Refused
        INVALID_STRING_MAX_LENGTH                 Request Refused Unknown      Refused
        INVALID_STRING_MIN_LENGTH                 Request Refused Unknown      Refused
        INVALID_ARRAY_MAX_ITEMS                   Request Refused Unknown      Refused
        MISSING_REQUIRED_PARAMETER                Request Refused Unknown      Refused
        MALFORMED_REQUEST_JSON                    Request Refused Unknown      Refused
        INVALID_CURRENCY_CODE                     Request Refused Unknown      Refused
        CURRENCY_NOT_SUPPORTED                    Request Refused Unknown      Refused
        CURRENCY_NOT_SUPPORTED_FOR_COUNTRY        Request Refused Unknown      Refused
        DECIMAL_PRECISION                         Request Refused Unknown      Refused
        DECIMALS_NOT_SUPPORTED                    Request Refused Unknown      Refused
        CANNOT_BE_NEGATIVE                        Request Refused Unknown      Refused
        CANNOT_BE_ZERO_OR_NEGATIVE                Request Refused Unknown      Refused
        AMOUNT_MISMATCH                           Request Refused Unknown      Refused
        UNSUPPORTED_INTENT                        Request Refused Unknown      Refused
        CITY_REQUIRED                             Request Refused Unknown      Refused
        INVALID_JSON_POINTER_FORMAT               Request Refused Unknown      Refused
        INSTRUMENT_DECLINED                       Payer   Refused StillPayable Unknown
        TRANSACTION_REFUSED                       Payer   Refused StillPayable Unknown
        PAYER_CANNOT_PAY                          Payer   Refused StillPayable Unknown
        PAYER_ACCOUNT_LOCKED_OR_CLOSED            Payer   Refused StillPayable Unknown
        PAYER_ACCOUNT_RESTRICTED                  Payer   Refused StillPayable Unknown
        PAYER_COUNTRY_NOT_SUPPORTED               Payer   Refused StillPayable Unknown
        COMPLIANCE_VIOLATION                      Payer   Refused StillPayable Unknown
        CARD_EXPIRED                              Payer   Refused StillPayable Unknown
        TRANSACTION_LIMIT_EXCEEDED                Payer   Refused StillPayable Unknown
        TRANSACTION_BLOCKED_BY_PAYEE              Payer   Refused StillPayable Unknown
        PAYEE_BLOCKED_TRANSACTION                 Payer   Refused StillPayable Unknown
        MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED   Payer   Refused StillPayable Unknown
        REDIRECT_PAYER_FOR_ALTERNATE_FUNDING      Payer   Refused StillPayable Unknown
        ORDER_NOT_APPROVED                        Payer   Unknown BuyerActs    Unknown
        PAYER_ACTION_REQUIRED                     Payer   Unknown BuyerActs    Unknown
        MAX_CAPTURE_AMOUNT_EXCEEDED               Request Unknown StillPayable Unknown
        REFUND_FAILED_INSUFFICIENT_FUNDS          Us      Unknown Unknown      Later
        PENDING_CAPTURE                           Channel Unknown Unknown      Later
        CAPTURE_FULLY_REFUNDED                    Request Unknown Unknown      Refused
        REFUND_AMOUNT_EXCEEDED                    Request Unknown Unknown      Refused
        REFUND_TIME_LIMIT_EXCEEDED                Request Unknown Unknown      Refused
        REFUND_NOT_ALLOWED                        Request Unknown Unknown      Refused
        PARTIAL_REFUND_NOT_ALLOWED                Request Unknown Unknown      Refused
        REFUND_CAPTURE_CURRENCY_MISMATCH          Request Unknown Unknown      Refused
        REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK    Request Unknown Unknown      Refused
        REFUND_IS_RESTRICTED                      Request Unknown Unknown      Refused
        CAPTURE_DISPUTED_PARTIAL_REFUND_NOT_ALLOWED Request Unknown Unknown    Refused
        MAX_NUMBER_OF_REFUNDS_EXCEEDED            Request Unknown Unknown      Refused
        DUPLICATE_INVOICE_ID                      Channel Unknown Unknown      Unknown
        ORDER_ALREADY_CAPTURED                    Channel Unknown Unknown      Unknown
        ORDER_ALREADY_COMPLETED                   Channel Unknown Unknown      Unknown
        ORDER_ALREADY_AUTHORIZED                  Channel Unknown Unknown      Unknown
        PREVIOUSLY_CAPTURED                       Channel Unknown Unknown      Unknown
        PREVIOUSLY_VOIDED                         Channel Unknown Unknown      Unknown
        ORDER_EXPIRED                             Channel Unknown Unknown      Unknown
        ORDER_COMPLETED_OR_VOIDED                 Channel Unknown Unknown      Unknown
        AUTHORIZATION_VOIDED                      Channel Unknown Unknown      Unknown
        AUTHORIZATION_EXPIRED                     Channel Unknown Unknown      Unknown
        AUTHORIZATION_ALREADY_CAPTURED            Channel Unknown Unknown      Unknown
        ACTION_DOES_NOT_MATCH_INTENT              Channel Unknown Unknown      Unknown
        PREVIOUS_REQUEST_IN_PROGRESS              Channel Unknown Unknown      Unknown
        ORDER_COMPLETION_IN_PROGRESS              Channel Unknown Unknown      Unknown
        DUPLICATE_REQUEST_ID                      Channel Unknown Unknown      Unknown
        PAYPAL_REQUEST_ID_PREVIOUSLY_USED         Channel Unknown Unknown      Unknown
        RESOURCE_NOT_FOUND                        Channel Unknown Unknown      Unknown
        INVALID_RESOURCE_ID                       Channel Unknown Unknown      Unknown
        RESOURCE_CONFLICT                         Channel Unknown Unknown      Unknown
        INTERNAL_SERVER_ERROR                     Channel Unknown Unknown      Unknown
        INTERNAL_SERVICE_ERROR                    Channel Unknown Unknown      Unknown
        """;

    public static TheoryData<string, string, string, string, string> Cells
    {
        get
        {
            var data = new TheoryData<string, string, string, string, string>();
            foreach (var row in Rows()) data.Add(row[0], row[1], row[2], row[3], row[4]);
            return data;
        }
    }

    [Fact]
    public void The_table_has_these_rows_and_no_other() => ErrorTable.Rows.Keys.Should().BeEquivalentTo(Rows().Select(r => r[0]));

    [Theory, MemberData(nameof(Cells))]
    public async Task A_code_means_the_same_in_the_table_and_on_the_wire(string code, string blame, string create, string take, string refund)
    {
        ErrorTable.Rows[code].Should().Be(new ErrorRow(
            Enum.Parse<FaultBlame>(blame), Enum.Parse<Verdict>(create), Enum.Parse<Verdict>(take), Enum.Parse<Verdict>(refund)));

        const string Order = """{"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[{"id":"C1","status":"COMPLETED"}]}}]}""";
        await using var shop = Shop.At(new(r => r.Method.Method == "GET" ? ScriptedWire.Json(200, Order)
            : r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Refusal(422, code)));
        var request = shop.NewRequest();
        var made = await shop.Channel.PayAsync(request, default);
        made.Outcome.Should().Be(create == "Refused" ? PayOutcome.Declined : PayOutcome.Unknown);
        made.Fault!.Blame.Should().Be(Enum.Parse<FaultBlame>(blame));

        var known = request with { State = new(1, """{"order":"O1"}""") };
        var taken = await shop.ContinueAsync(known);
        (taken.Outcome, taken.MustClose).Should().Be(take switch
        {
            "StillPayable" => (PayOutcome.Pending, true),
            "BuyerActs" => (PayOutcome.Pending, false),
            _ => (PayOutcome.Unknown, false),
        });

        var back = await shop.Channel.RefundAsync(shop.NewRefund(known, "C1", request.Amount), default);
        back.Outcome.Should().Be(refund switch
        {
            "Refused" => RefundOutcome.Failed,
            "Later" => RefundOutcome.RetryLater,
            _ => RefundOutcome.Unknown,
        });
        foreach (var fault in new[] { made.Fault, taken.Fault, back.Fault }) fault!.RawCode.Should().Be(code);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task A_code_that_no_table_lists_is_Unknown(int status)
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Refusal(status, "BRAND_NEW")));
        var request = shop.NewRequest();
        (await shop.Channel.PayAsync(request, default)).Should().Match<ChannelResult>(r => r.Outcome == PayOutcome.Unknown && r.Fault!.RawCode == "BRAND_NEW");
        (await shop.ContinueAsync(request with { State = new(1, """{"order":"O1"}""") })).Outcome.Should().Be(PayOutcome.Unknown);
        (await shop.Channel.RefundAsync(shop.NewRefund(request, "C1", request.Amount), default)).Outcome.Should().Be(RefundOutcome.Unknown);
    }

    [Fact]
    public async Task A_listed_code_beside_an_unlisted_one_is_Unknown()
    {
        const string Body = """{"name":"UNPROCESSABLE_ENTITY","details":[{"issue":"PAYER_CANNOT_PAY"},{"issue":"BRAND_NEW"}]}""";
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : ScriptedWire.Json(422, Body)));
        (await shop.Channel.PayAsync(shop.NewRequest(), default)).Outcome.Should().Be(PayOutcome.Unknown);
    }

    [Fact]
    public void Of_two_issues_the_one_that_proves_nothing_counts()
    {
        using var body = JsonDocument.Parse("""{"name":"X","details":[{"issue":"PAYER_CANNOT_PAY"},{"issue":"DUPLICATE_INVOICE_ID"}]}""");
        var answer = new Exchange { Status = 422, Body = body.RootElement };
        ErrorTable.Find(answer, Refusal.Of(answer), r => r.Create)!.Create.Should().Be(Verdict.Unknown);
    }

    [Fact]
    public async Task A_declined_pay_carries_how_long_the_channel_wants_to_rest()
    {
        await using var shop = Shop.At(new(r =>
        {
            if (r.RequestUri!.AbsolutePath == "/v1/oauth2/token") return null;
            var answer = ScriptedWire.Json(429, """{"name":"RATE_LIMIT_REACHED","message":"slow"}""");
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(17));
            return answer;
        }));
        var result = await shop.Channel.PayAsync(shop.NewRequest(), default);
        result.Fault!.RetryAfter.Should().Be(TimeSpan.FromSeconds(17));
        result.Fault.Blame.Should().Be(FaultBlame.Channel);
    }

    [Fact]
    public async Task Too_frequent_without_a_body_is_too_frequent_and_never_more_of_a_capture()
    {
        await using var shop = Shop.At(new(r => r.RequestUri!.AbsolutePath == "/v1/oauth2/token" ? null : new((System.Net.HttpStatusCode)429)));
        var request = shop.NewRequest();
        (await shop.Channel.PayAsync(request, default)).Should().Match<ChannelResult>(r => r.Outcome == PayOutcome.Declined && r.Fault!.Blame == FaultBlame.Channel);
        (await shop.ContinueAsync(request with { State = new(1, """{"order":"O1"}""") })).Outcome.Should().Be(PayOutcome.Unknown);
    }

    private static IEnumerable<string[]> Rows() =>
        Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(r => r.Length == 5);
}
