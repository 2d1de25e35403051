using Router.Core.Payments.Validation;
using Router.Core.Routing;

namespace Router.Core.Payments;

/// <summary>Runs every validator in order and names the first field that is wrong.</summary>
public sealed class PayValidation
{
    private readonly IPayValidator[] _validators;

    public PayValidation(IEnumerable<IPayValidator> validators) => _validators = [.. validators.OrderBy(v => v.Order)];

    public static PayValidation CreateDefault() =>
        new([new NumberValidator(), new AmountValidator(), new TermsValidator(), new BuyerValidator()]);

    public RouterError? FirstError(PayCommand command, RouterSnapshot snapshot)
    {
        foreach (var validator in _validators)
        {
            if (validator.Check(command, snapshot) is { } error) return error;
        }

        return null;
    }
}
