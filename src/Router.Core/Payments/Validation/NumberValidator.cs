using System.Buffers;
using Router.Core.Routing;

namespace Router.Core.Payments.Validation;

/// <summary>Keys and numbers: what names the request, the merchant and his order.</summary>
internal sealed class NumberValidator : IPayValidator
{
    private static readonly SearchValues<char> s_number =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-|*@.");

    public int Order => 10;

    public RouterError? Check(PayCommand command, RouterSnapshot snapshot)
    {
        if (command.IdempotencyKey is not { Length: > 0 }) return RouterError.NoKey();
        if (command.IdempotencyKey.Length > 64 || command.IdempotencyKey.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return RouterError.Invalid("Idempotency-Key", "Idempotency-Key must be 1 to 64 printable ASCII characters without blanks.");
        return CheckNumber("merchant", command.Terms.Merchant) ?? CheckNumber("merchantOrderNo", command.Terms.MerchantOrderNo);
    }

    internal static RouterError? CheckNumber(string field, string? value)
    {
        if (value is not { Length: > 0 }) return RouterError.Invalid(field, $"{field} is missing.");
        if (value.Length > 64) return RouterError.Invalid(field, $"{field} has {value.Length} characters; at most 64 are allowed.");
        return value.AsSpan().ContainsAnyExcept(s_number)
            ? RouterError.Invalid(field, $"{field} may hold letters, digits and _ - | * @ . only.")
            : null;
    }
}
