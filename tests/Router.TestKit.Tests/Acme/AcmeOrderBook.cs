using Router.Abstractions;

namespace Router.TestKit.Tests.Acme;

/// <summary>An order as Acme keeps it.</summary>
internal sealed class AcmeOrderBook(string merchant, string number, string kind, Money amount, DateTimeOffset expires)
{
    public string Merchant { get; } = merchant;

    public string Number { get; } = number;

    /// <summary>page: paid by the buyer; wallet: captured by the merchant after approval; hold: captured later, or in part.</summary>
    public string Kind { get; } = kind;

    public Money Amount { get; } = amount;

    public DateTimeOffset Expires { get; } = expires;

    public string Status { get; set; } = "open";

    public Money Captured { get; set; }

    public string? CaptureNumber { get; set; }

    public string Transaction => "T" + Merchant + "-" + Number;

    public DateTimeOffset PaidAt { get; set; }

    public Dictionary<string, Money> Refunds { get; } = [];

    public bool IsPaid => Status == "paid";
}
