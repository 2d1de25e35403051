using Router.Abstractions;
using Router.Core.Orders;
using Router.Core.Payments;

namespace Router.Host.Demo;

/// <summary>One purchase of the demo, and what its shop remembers of it.</summary>
internal sealed class Purchase(int index, DateTimeOffset at, DemoRequest request, string code)
{
    public DateTimeOffset At => at;
    public DemoRequest Request => request;
    public string OrderNo { get; } = $"{at:yyyyMMdd}-{index:D6}";

    /// <summary>The payment that was acknowledged; null: none was.</summary>
    public string? PaymentId { get; set; }

    /// <summary>The account that was asked first.</summary>
    public string? Account { get; set; }

    /// <summary>True where the first account's answer let the buyer pay.</summary>
    public bool WasAnswered { get; set; }
    public int Failovers { get; set; }

    public List<string> RefundIds { get; } = [];

    public PayCommand Command() => new()
    {
        IdempotencyKey = "demo-" + OrderNo,
        Validity = TimeSpan.FromSeconds(request.ValiditySeconds),
        Terms = new PaymentTerms
        {
            Merchant = request.Merchant,
            MerchantOrderNo = OrderNo,
            Amount = new Money(request.Amount, Currency.Parse(request.Currency)),
            Description = request.Description,
            Methods = [request.Method],
            AuthCode = request.Method == "sim.barcode" ? code : null,
            Instrument = request.CardBank is null ? null : new Instrument(request.CardBank, request.CardType, request.CardBin),
            MerchantNotifyUrl = new Uri($"https://{request.Merchant}.example/paid"),
            ReturnUrl = new Uri($"https://{request.Merchant}.example/thanks"),
            Facts = Facts(),
        },
    };

    private Dictionary<string, string> Facts()
    {
        var facts = new Dictionary<string, string>
        {
            ["platform"] = request.Platform,
            ["region"] = request.Region,
            ["business"] = request.Business,
        };
        if (request.Province is { } province) facts["province"] = province;
        if (request.DeviceVendor is { } vendor) facts["deviceVendor"] = vendor;
        if (request.Tags is { } tags) facts["tags"] = tags;
        return facts;
    }
}
