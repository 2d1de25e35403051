namespace Router.Channel.PayPal;

/// <summary>The methods of the manifest, and the intent that an order of each is created with.</summary>
internal static class Methods
{
    public const string Redirect = "paypal.redirect";
    public const string Authorize = "paypal.authorize";

    public static string? IntentOf(string method) => method switch
    {
        Redirect => "CAPTURE",
        Authorize => "AUTHORIZE",
        _ => null,
    };

    /// <summary>The intent under which PayPal refuses the step that would take the money.</summary>
    public static string OtherIntent(string method) => method == Redirect ? "AUTHORIZE" : "CAPTURE";
}
