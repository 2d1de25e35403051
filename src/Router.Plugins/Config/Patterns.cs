using System.Text.RegularExpressions;

namespace Router.Plugins.Config;

internal static partial class Patterns
{
    [GeneratedRegex(@"\A[a-z0-9-]{2,32}\z", RegexOptions.CultureInvariant)]
    public static partial Regex Id();

    [GeneratedRegex(@"\A[a-z0-9-]+\.[a-z0-9-]+\z", RegexOptions.CultureInvariant)]
    public static partial Regex Method();

    [GeneratedRegex(@"\A[0-9a-fA-F]{64}\z", RegexOptions.CultureInvariant)]
    public static partial Regex Sha256();
}
