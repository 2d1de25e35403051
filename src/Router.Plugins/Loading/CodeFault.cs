using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Router.Abstractions;

namespace Router.Plugins.Loading;

/// <summary>
/// What foreign code threw, in words. An exception's message is foreign code too, which may throw or never come back: it is read where the
/// code itself runs, under the same limit.
/// </summary>
/// <param name="Text">Type and message in one line.</param>
/// <param name="Reason">The message alone where it was written for people; otherwise as <paramref name="Text"/>.</param>
/// <param name="IsFromCode">Thrown by the plugin's own constructor or manifest.</param>
internal sealed record CodeFault(string Text, string Reason, bool IsFromCode)
{
    private const int MaxText = 400;

    public static CodeFault Of(Exception thrown)
    {
        var (own, isFromCode) = thrown switch
        {
            TargetInvocationException { InnerException: { } inner } => (inner, true),
            CodeThrewException threw => (threw.InnerException!, true),
            _ => (thrown, false),
        };
        var message = Message(own);
        var text = Cut(message is null ? $"{own.GetType().FullName}, whose message cannot be read" : $"{own.GetType().FullName}: {message}");
        return new(text, own is ChannelConfigurationException && message is not null ? Cut(message) : text, isFromCode);
    }

    [SuppressMessage("Design", "CA1031", Justification = "A message that throws is none.")]
    private static string? Message(Exception thrown)
    {
        try
        {
            // The message of one that wraps others is made of theirs, by recursion: nested deeply enough that ends the process.
            return thrown is AggregateException ? "exceptions within exceptions" : thrown.Message;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static string Cut(string text)
    {
        text = text.ReplaceLineEndings(" ");
        return text.Length <= MaxText ? text : text[..MaxText] + "…";
    }
}
