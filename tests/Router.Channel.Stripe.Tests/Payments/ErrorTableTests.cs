using Router.Abstractions;
using Router.Channel.Stripe.Intents;
using Router.Channel.Stripe.Tests.Bench;
using Router.Channel.Stripe.Wire;

namespace Router.Channel.Stripe.Tests.Payments;

/// <summary>The error table cell by cell, written down a second time on purpose.</summary>
public class ErrorTableTests
{
    private const string Payer = "authentication_required card_decline_rate_limit_exceeded card_declined expired_card incorrect_address incorrect_cvc incorrect_number "
        + "incorrect_zip insufficient_funds invalid_cvc invalid_expiry_month invalid_expiry_year invalid_number payment_intent_action_required "
        + "payment_intent_authentication_failure payment_intent_payment_attempt_failed payment_method_customer_decline payment_method_microdeposit_failed "
        + "payment_method_provider_decline";
    private const string Request = "amount_too_large amount_too_small charge_disputed charge_exceeds_source_limit charge_invalid_parameter charge_not_refundable "
        + "country_unsupported invalid_card_type invalid_charge_amount invalid_charge_amount_no_decimal_compatible parameter_invalid_empty parameter_invalid_integer "
        + "parameter_invalid_string_blank parameter_invalid_string_empty parameter_missing parameter_unknown parameters_exclusive "
        + "payment_intent_incompatible_payment_method payment_intent_invalid_parameter payment_method_currency_mismatch payment_method_invalid_parameter "
        + "payment_method_unexpected_state payment_method_unsupported_type refund_disputed_payment token_already_used url_invalid";
    private const string Us = "account_closed account_invalid api_key_expired livemode_mismatch not_allowed_on_standard_account payment_method_unactivated "
        + "platform_account_required platform_api_key_expired secret_key_required testmode_charges_only tls_version_unsupported";
    private const string Stripe = "payment_method_not_available payment_method_provider_timeout processing_error";
    private const string WrongState = "capture_charge_authorization_expired capture_unauthorized_payment charge_already_captured charge_expired_for_capture "
        + "payment_intent_unexpected_state";

    public static TheoryData<string, string, string> Cells
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var code in Payer.Split(' ')) data.Add(code, "Refused", "Payer");
            foreach (var code in Request.Split(' ')) data.Add(code, "Refused", "Request");
            foreach (var code in Us.Split(' ')) data.Add(code, "Refused", "Us");
            foreach (var code in Stripe.Split(' ')) data.Add(code, "Refused", "Channel");
            foreach (var code in WrongState.Split(' ')) data.Add(code, "WrongState", "Request");
            data.Add("resource_missing", "Missing", "Request");
            data.Add("balance_insufficient", "BalanceTooLow", "Us");
            data.Add("insufficient_balance_for_refund", "BalanceTooLow", "Us");
            data.Add("charge_already_refunded", "NothingLeft", "Request");
            return data;
        }
    }

    [Theory, MemberData(nameof(Cells))]
    public void A_code_means_what_the_table_says(string code, string meaning, string blame)
    {
        var read = ErrorTable.Read(Error(400, "invalid_request_error", code));

        read.Meaning.ToString().Should().Be(meaning);
        read.Blame.ToString().Should().Be(blame);
    }

    [Fact]
    public void Every_code_of_the_table_has_a_cell_here() =>
        ErrorTable.Codes.Should().BeEquivalentTo(Cells.Select(row => (string)row[0]));

    [Theory]
    [InlineData(401, "invalid_request_error", "Refused", "Us")]
    [InlineData(403, "invalid_request_error", "Refused", "Us")]
    [InlineData(400, "invalid_request_error", "Refused", "Request")]
    [InlineData(402, "invalid_request_error", "Refused", "Request")]
    [InlineData(402, "card_error", "Refused", "Payer")]
    [InlineData(429, "invalid_request_error", "TooFrequent", "Channel")]
    [InlineData(429, "rate_limit_error", "TooFrequent", "Channel")]
    [InlineData(409, "invalid_request_error", "Doubtful", "Channel")]
    [InlineData(424, "invalid_request_error", "Doubtful", "Channel")]
    [InlineData(404, "invalid_request_error", "Doubtful", "Channel")]
    [InlineData(400, "idempotency_error", "Doubtful", "Channel")]
    [InlineData(400, "api_error", "Doubtful", "Channel")]
    [InlineData(418, "a_new_type", "Doubtful", "Channel")]
    public void An_error_without_a_code_is_read_by_status_and_type(int status, string type, string meaning, string blame)
    {
        var read = ErrorTable.Read(Error(status, type, null));

        (read.Meaning.ToString(), read.Blame.ToString()).Should().Be((meaning, blame));
    }

    [Theory]
    [InlineData(400, "invalid_request_error", "no_page_tells_of_this")]
    [InlineData(402, "card_error", "a_new_way_to_decline")]
    [InlineData(429, "invalid_request_error", "lock_timeout")]
    [InlineData(400, "invalid_request_error", "lock_timeout")]
    [InlineData(409, "idempotency_error", "idempotency_key_in_use")]
    [InlineData(409, "card_error", "card_declined")]
    [InlineData(429, "invalid_request_error", "another_kind_of_429")]
    public void A_code_that_may_mean_that_something_is_going_on_proves_nothing(int status, string type, string code) =>
        ErrorTable.Read(Error(status, type, code)).Meaning.Should().Be(ErrorMeaning.Doubtful);

    [Theory]
    [InlineData("issuer_not_available", "Channel")]
    [InlineData("processing_error", "Channel")]
    [InlineData("try_again_later", "Channel")]
    [InlineData("reenter_transaction", "Channel")]
    [InlineData("insufficient_funds", "Payer")]
    [InlineData("generic_decline", "Payer")]
    [InlineData("a_new_reason", "Payer")]
    public void A_decline_code_says_whether_the_issuer_was_in_trouble(string decline, string blame) =>
        ErrorTable.Read(new StripeError(402, "card_error", "card_declined", decline, "", null, null)).Blame.ToString().Should().Be(blame);

    [Theory]
    [InlineData(400, "invalid_request_error", "amount_too_small", PayOutcome.Declined, FaultBlame.Request)]
    [InlineData(400, "invalid_request_error", "resource_missing", PayOutcome.Declined, FaultBlame.Request)]
    [InlineData(401, "invalid_request_error", null, PayOutcome.Declined, FaultBlame.Us)]
    [InlineData(403, "invalid_request_error", null, PayOutcome.Declined, FaultBlame.Us)]
    [InlineData(429, "invalid_request_error", "rate_limit", PayOutcome.Declined, FaultBlame.Channel)]
    [InlineData(429, "invalid_request_error", "lock_timeout", PayOutcome.Unknown, FaultBlame.Channel)]
    [InlineData(409, "invalid_request_error", "idempotency_key_in_use", PayOutcome.Unknown, FaultBlame.Channel)]
    [InlineData(400, "idempotency_error", null, PayOutcome.Unknown, FaultBlame.Channel)]
    [InlineData(400, "invalid_request_error", "payment_intent_unexpected_state", PayOutcome.Unknown, FaultBlame.Request)]
    [InlineData(400, "invalid_request_error", "no_page_tells_of_this", PayOutcome.Unknown, FaultBlame.Channel)]
    [InlineData(404, "invalid_request_error", null, PayOutcome.Unknown, FaultBlame.Channel)]
    public async Task A_refusal_to_make_the_intent_ends_so(int status, string type, string? code, PayOutcome outcome, FaultBlame blame)
    {
        var desk = new Desk();
        desk.Wire.Answer(status, Desk.Error(type, code));

        var result = await desk.Channel.PayAsync(desk.Pay(), default);

        result.Outcome.Should().Be(outcome);
        result.Fault!.Blame.Should().Be(blame);
        result.Fault.Stage.Should().Be(FaultStage.Answered);
    }

    [Theory]
    [InlineData(402, "card_error", "card_declined", "requires_payment_method", PayOutcome.Pending, FaultBlame.Payer)]
    [InlineData(402, "card_error", "card_declined", "canceled", PayOutcome.Declined, FaultBlame.Payer)]
    [InlineData(402, "card_error", "card_declined", "succeeded", PayOutcome.Unknown, FaultBlame.Payer)]
    [InlineData(402, "card_error", "card_declined", "processing", PayOutcome.Unknown, FaultBlame.Payer)]
    [InlineData(402, "card_error", "card_declined", "a_new_status", PayOutcome.Unknown, FaultBlame.Payer)]
    [InlineData(402, "card_error", "a_new_code", "requires_payment_method", PayOutcome.Unknown, FaultBlame.Channel)]
    [InlineData(402, "card_error", "card_declined", null, PayOutcome.Pending, FaultBlame.Payer)]
    [InlineData(400, "invalid_request_error", "payment_intent_unexpected_state", "succeeded", PayOutcome.Unknown, FaultBlame.Request)]
    [InlineData(400, "invalid_request_error", "parameter_unknown", "requires_confirmation", PayOutcome.Pending, FaultBlame.Request)]
    [InlineData(401, "invalid_request_error", null, null, PayOutcome.Pending, FaultBlame.Us)]
    [InlineData(429, "invalid_request_error", null, null, PayOutcome.Pending, FaultBlame.Channel)]
    [InlineData(429, "invalid_request_error", "lock_timeout", null, PayOutcome.Unknown, FaultBlame.Channel)]
    [InlineData(409, "invalid_request_error", null, null, PayOutcome.Unknown, FaultBlame.Channel)]
    [InlineData(400, "idempotency_error", null, null, PayOutcome.Unknown, FaultBlame.Channel)]
    public async Task A_refusal_to_confirm_leaves_an_intent_that_must_be_closed_or_proves_nothing(
        int status, string type, string? code, string? intentStatus, PayOutcome outcome, FaultBlame blame)
    {
        var desk = new Desk();
        var intent = intentStatus is null ? null : Desk.Intent(intentStatus, lastError: """{ "type": "card_error", "code": "card_declined" }""");
        desk.Wire.Answer(200, Desk.Intent("requires_confirmation")).Answer(status, Desk.Error(type, code, intent: intent));

        var result = await desk.Channel.PayAsync(desk.Pay(), default);

        result.Outcome.Should().Be(outcome);
        result.MustClose.Should().Be(outcome == PayOutcome.Pending);
        result.Fault!.Blame.Should().Be(blame);
    }

    private static StripeError Error(int status, string type, string? code) => new(status, type, code, null, "", null, null);
}
