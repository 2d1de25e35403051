using System.Globalization;
using Microsoft.AspNetCore.Http;
using Router.Core.Payments;

namespace Router.AspNetCore.Input;

internal static class Headers
{
    private const int MaxWaitSeconds = 60;

    /// <summary>The caller's key; empty where there is none, which the engine refuses.</summary>
    public static string IdempotencyKey(HttpRequest request) => request.Headers["Idempotency-Key"].ToString();

    /// <summary>n of <c>Prefer: wait=n</c>; preferences that we do not know are passed over, as RFC 7240 asks.</summary>
    public static RouterError? Wait(HttpRequest request, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        foreach (var preference in request.Headers.GetCommaSeparatedValues("Prefer"))
        {
            var pair = preference.Split('=', 2, StringSplitOptions.TrimEntries);
            if (!pair[0].Equals("wait", StringComparison.OrdinalIgnoreCase)) continue;
            if (pair.Length != 2 || !int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > MaxWaitSeconds)
                return RouterError.Invalid("Prefer", $"Prefer: wait must be 0 to {MaxWaitSeconds} whole seconds.");
            wait = TimeSpan.FromSeconds(seconds);
        }

        return null;
    }
}
