using Router.Core.Routing;

namespace Router.Core.Payments.Validation;

/// <summary>Description, methods, addresses and times.</summary>
internal sealed class TermsValidator : IPayValidator
{
    private const int MaxMethods = 16;

    public int Order => 30;

    public RouterError? Check(PayCommand command, RouterSnapshot snapshot)
    {
        var terms = command.Terms;
        if (terms.Description is not { Length: > 0 and <= 127 } || terms.Description.AsSpan().ContainsAnyInRange('\0', '\u001f'))
            return RouterError.Invalid("description", "description must be 1 to 127 characters without control characters.");
        if (CheckMethods(terms.Methods, snapshot) is { } method) return method;
        if (command.Validity is { } validity && (validity < TimeSpan.FromSeconds(10) || validity > TimeSpan.FromDays(30)))
            return RouterError.Invalid("expiresIn", "expiresIn must be 10 seconds to 30 days.");
        if (command.Wait < TimeSpan.Zero || command.Wait > TimeSpan.FromSeconds(60))
            return RouterError.Invalid("Prefer", "Prefer: wait must be 0 to 60 seconds.");
        return CheckUrl("returnUrl", terms.ReturnUrl) ?? CheckUrl("notifyUrl", terms.MerchantNotifyUrl);
    }

    internal static RouterError? CheckMethods(IReadOnlyList<string>? methods, RouterSnapshot snapshot)
    {
        if (methods is not { Count: > 0 }) return RouterError.Invalid("methods", "methods is empty; name at least one, such as \"sim.qr\".");
        if (methods.Count > MaxMethods) return RouterError.Invalid("methods", $"methods has {methods.Count} entries; at most {MaxMethods} are allowed.");
        for (var i = 0; i < methods.Count; i++)
        {
            if (!snapshot.Catalog.Channels.Any(c => c.Methods.Any(m => m.Name == methods[i])))
                return RouterError.Invalid($"methods[{i}]", $"'{Cut(methods[i])}' is no method of any loaded channel.");
        }

        return null;
    }

    private static RouterError? CheckUrl(string field, Uri? url)
    {
        if (url is null) return null;
        return url.IsAbsoluteUri && url.Scheme is "https" or "http" && url.OriginalString.Length <= 512
            ? null
            : RouterError.Invalid(field, $"{field} must be an absolute http or https URL of at most 512 characters.");
    }

    private static string Cut(string? text) => text is null ? "" : text.Length <= 64 ? text : text[..64] + "…";
}
