using Router.TestKit.Compliance;

namespace Router.ChannelSimulators.Stripe;

// Answers of the kinds of trouble that are authentic.
internal static class SimFaults
{
    public static SimError? Error(WireFault? fault) => fault switch
    {
        WireFault.UnlistedCode => new(400, "invalid_request_error", "flux_capacitor_missing", "Something that no page tells of."),
        WireFault.TooFrequent => new(429, "invalid_request_error", "rate_limit", "Request rate limit exceeded."),
        WireFault.NotPermitted => new(401, "invalid_request_error", null, "Invalid API Key provided: sk_test_************1234"),
        _ => null,
    };

    // Of another payment of the same merchant, whole and well-formed.
    public static byte[] Other(SimAccount account, byte[] answer, SimTill till)
    {
        var intent = new SimIntent
        {
            Id = account.NextId("pi"),
            ClientSecret = "pi_other_secret_other",
            Amount = 100,
            Currency = "usd",
            Created = till.Now,
            Metadata = new(StringComparer.Ordinal) { ["attempt"] = "OTHERATTEMPT1" },
            Status = "canceled",
        };
        if (!System.Text.Encoding.UTF8.GetString(answer).Contains("\"object\": \"refund\"", StringComparison.Ordinal))
            return SimJson.Write(json => SimJson.Intent(json, intent, false));
        intent.Charge = new(account.NextId("ch"), till.Now);
        return SimJson.Write(json => SimJson.Refund(json, new SimRefund
        {
            Id = account.NextId("re"),
            Intent = intent,
            Amount = 100,
            Created = till.Now,
            Metadata = new(StringComparer.Ordinal) { ["attempt"] = "OTHERATTEMPT1", ["refund"] = "OTHERREFUND01" },
            Reason = "requested_by_customer",
        }));
    }
}
