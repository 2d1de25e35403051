using Router.Core.Routing;

namespace Router.Core.Payments.Validation;

internal sealed class AmountValidator : IPayValidator
{
    /// <summary>Above this no channel goes, and sums of payments stay far from overflow.</summary>
    public const long MaxMinor = 1_000_000_000_000;

    public int Order => 20;

    public RouterError? Check(PayCommand command, RouterSnapshot snapshot)
    {
        var amount = command.Terms.Amount;
        if (amount.Currency.Code.Length != 3) return RouterError.Invalid("currency", "currency is missing; write an ISO 4217 code such as CNY.");
        if (amount.Minor <= 0) return RouterError.Invalid("amount", $"amount is {amount.Minor}; write a whole number of minor units above zero.");
        return amount.Minor > MaxMinor ? RouterError.Invalid("amount", $"amount is {amount.Minor}; at most {MaxMinor} minor units are taken.") : null;
    }
}
