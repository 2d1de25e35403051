using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Rules.Expressions;

/// What is wrong with one expression, told at its place in the file.
internal sealed class ExpressionFindings(JsonItem item, Findings findings)
{
    public int ErrorCount { get; private set; }

    /// Index counts the characters of the expression, from 0.
    public void Error(string id, int index, string message, string? suggestion = null)
    {
        ErrorCount++;
        findings.At(id, OffsetOf(index), item.Path, message, suggestion);
    }

    public int OffsetOf(int index) => findings.OffsetInside(item, index);
}
