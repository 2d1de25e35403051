using Router.Abstractions;

namespace Router.Channel.Alipay.Orders;

/// <summary>Until when Alipay lets an attempt be paid: what was asked, within Alipay's bounds, in whole seconds.</summary>
internal static class Expiry
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(15);

    // Alipay's SDK says of precreate: the code is dead after two hours, whatever is asked.
    private static readonly TimeSpan s_longestCode = TimeSpan.FromHours(2);

    public static DateTimeOffset Of(PayRequest request)
    {
        var last = request.RequestTime + (request.Method == Methods.Qr ? s_longestCode : s_longest);
        var end = request.ExpiresAt < last ? request.ExpiresAt : last;
        return DateTimeOffset.FromUnixTimeSeconds(end.ToUnixTimeSeconds());
    }
}
