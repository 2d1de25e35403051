using System.Globalization;

namespace Router.Channel.Alipay.Calls;

/// <summary>Every time on Alipay's wire is Beijing's, to the second.</summary>
internal static class BeijingTime
{
    private const string Form = "yyyy-MM-dd HH:mm:ss";
    private static readonly TimeSpan s_offset = TimeSpan.FromHours(8);

    public static string Write(DateTimeOffset time) => time.ToOffset(s_offset).ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Reads a time; a fraction of a second, which refunds have at times, is left out.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (text is null || text.Length < Form.Length || (text.Length > Form.Length && text[Form.Length] != '.')) return null;
        return DateTime.TryParseExact(text[..Form.Length], Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, s_offset).ToUniversalTime()
            : null;
    }
}
