using Microsoft.AspNetCore.Http;
using Router.Core.Payments;

namespace Router.AspNetCore.Input;

internal static class Queries
{
    /// <summary>A parameter that must be there, once.</summary>
    public static RouterError? Required(HttpRequest request, string name, out string value)
    {
        value = request.Query[name].ToString();
        return request.Query[name].Count == 1 && value.Length is > 0 and <= 128
            ? null
            : RouterError.Invalid(name, $"?{name}= must be given once, with 1 to 128 characters.");
    }

    /// <summary>A switch: absent is off.</summary>
    public static RouterError? Switch(HttpRequest request, string name, out bool on)
    {
        var text = request.Query[name].ToString();
        on = text == "true";
        return text is "" or "true" or "false" ? null : RouterError.Invalid(name, $"?{name}= must be true or false.");
    }
}
