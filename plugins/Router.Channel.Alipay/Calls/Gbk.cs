using System.Text;

namespace Router.Channel.Alipay.Calls;

/// <summary>The encoding of Alipay's bills. Bytes that are none throw.</summary>
internal static class Gbk
{
    public static Encoding Strict { get; } =
        CodePagesEncodingProvider.Instance.GetEncoding("GBK", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? throw new InvalidOperationException("The framework has no GBK.");
}
