using Router.Rules.Conditions;
using Router.Rules.Json;
using Router.Rules.Loading;

namespace Router.Rules.Expressions;

/// Reads "expr".
internal sealed class ExpressionReader(Vocabulary vocabulary, NamedLists lists, Findings fileFindings)
{
    public const int MaxLength = 2_000;
    public const int MaxCost = 1_000;

    private readonly ValueReader _listValues = new(fileFindings);

    /// Null after a mistake. AmountAt is where the amount is used, for the question of its currency.
    public ExpressionCondition? Read(JsonMember member, out JsonMember? amountAt)
    {
        amountAt = null;
        var item = member.Value;
        if (item.Kind != JsonKind.Text)
        {
            fileFindings.Error(DiagnosticIds.WrongType, item, $"\"expr\" is an expression in quotes, \"amount % 100 == 0\"; here stands {Shape.Kind(item)}.");
            return null;
        }

        var source = item.Text;
        var findings = new ExpressionFindings(item, fileFindings);
        if (source.Length > MaxLength)
        {
            findings.Error(
                DiagnosticIds.ExpressionBound, MaxLength,
                $"The expression has {source.Length} characters; at most {MaxLength} are allowed. Split it: conditions side by side must all hold.");
            return null;
        }

        var tokens = new Lexer(source, findings).Read();
        // A list that a broken expression names is no unused list.
        foreach (var token in tokens)
            if (token.Kind == TokenKind.ListName) lists.Find(token.Text);
        if (findings.ErrorCount > 0 || new Parser(tokens, findings).Read() is not { } syntax) return null;
        var before = fileFindings.ErrorCount;
        var checker = new Checker(source, vocabulary, lists, _listValues, findings);
        var root = checker.Check(syntax);
        if (checker.AmountAt is { } index) amountAt = new JsonMember(member.Name, findings.OffsetOf(index), item);
        if (checker.Cost > MaxCost)
            findings.Error(
                DiagnosticIds.ExpressionBound, 0,
                $"The expression takes up to {checker.Cost} steps; at most {MaxCost} are allowed. Use \"in\" with a list, or split it into rules.");
        return fileFindings.ErrorCount > before ? null : new ExpressionCondition(source, root, checker.Fields, checker.Cost);
    }
}
