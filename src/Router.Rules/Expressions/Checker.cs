using System.Numerics;
using Router.Rules.Conditions;
using Router.Rules.Loading;

namespace Router.Rules.Expressions;

/// Finds the facts, lists and functions that an expression names, and checks types. Goes on after a mistake: a part that has one is of
/// type Unknown, which fits everywhere.
internal sealed class Checker(
    string source, Vocabulary vocabulary, NamedLists lists, ValueReader listValues, ExpressionFindings findings)
{
    private readonly LiteralBinder _literals = new(findings);
    private readonly List<Field> _fields = [];

    /// Steps that one evaluation can take at most; there are no loops.
    public int Cost { get; private set; }

    /// The facts used, in the order met.
    public IReadOnlyList<Field> Fields => _fields;

    /// Where the amount is first used for more than whether it exists; null: nowhere.
    public int? AmountAt { get; private set; }

    public Node Check(Syntax syntax)
    {
        var whole = Visit(syntax);
        RequireCondition(whole, "An expression is a condition");
        return whole;
    }

    public Node Visit(Syntax syntax)
    {
        Cost++;
        switch (syntax)
        {
            case Syntax.Literal literal:
                return new Node.Constant(literal.Start, literal.End, TypeWords.Of(literal.Value.Kind), literal.Value);
            case Syntax.Name name:
                return Fact(name);
            case Syntax.Prefix { Operator: Operator.Not } not:
                var condition = Visit(not.Operand);
                RequireCondition(condition, "\"not\" turns a condition round");
                return new Node.Not(not.Start, not.End, condition);
            case Syntax.Prefix minus:
                return new Node.Negation(minus.Start, minus.End, RequireInteger(Visit(minus.Operand), Operator.Negate));
            case Syntax.Logic logic:
                return Logic(logic);
            case Syntax.Binary { Operator: Operator.In or Operator.NotIn } membership:
                return Membership(membership);
            case Syntax.Binary { Operator: <= Operator.GreaterOrEqual } comparison:
                return new ComparisonChecker(source, _literals, findings).Check(comparison, Visit(comparison.Left), Visit(comparison.Right));
            case Syntax.Binary arithmetic:
                var op = arithmetic.Operator;
                return new Node.Arithmetic(
                    arithmetic.Start, arithmetic.End, op, RequireInteger(Visit(arithmetic.Left), op), RequireInteger(Visit(arithmetic.Right), op));
            case Syntax.Call call:
                return new CallChecker(this, _literals, findings).Check(call);
            default:
                // Lists: they are no values, and every place that takes one has looked before.
                return new Node.Constant(syntax.Start, syntax.End, ExpressionType.List, default);
        }
    }

    /// The argument of exists: naming the amount there asks for no currency.
    public Node VisitForPresence(Syntax syntax)
    {
        var before = AmountAt;
        var node = Visit(syntax);
        if (node is Node.Fact) AmountAt = before;
        return node;
    }

    public void Spend(int steps) => Cost += steps;

    public void RequireCondition(Node node, string what)
    {
        if (node.Type is ExpressionType.Boolean or ExpressionType.Any or ExpressionType.Unknown) return;
        findings.Error(
            DiagnosticIds.ExpressionType, node.Start,
            $"{what}; here stands {TypeWords.Of(node.Type)}. Compare it with something, by == or in.");
    }

    private static Node.Constant Unknown(Syntax at) => new(at.Start, at.End, ExpressionType.Unknown, default);

    private Node Fact(Syntax.Name name)
    {
        if (vocabulary.Find(name.Text) is { } field)
        {
            if (!_fields.Contains(field)) _fields.Add(field);
            if (field is { MetadataKey: null, Slot: (int)FactId.Amount }) AmountAt ??= name.Start;
            return new Node.Fact(name.Start, name.End, TypeWords.Of(field), field);
        }

        if (name.Text.ToLowerInvariant() is "null" or "none" or "nil")
            findings.Error(
                DiagnosticIds.UnknownName, name.Start,
                $"There is no {name.Text}: what is not known is absent, and no comparison with it holds. Write exists(…) or not exists(…).");
        else if (FunctionTable.Find(name.Text) is { } function)
            findings.Error(DiagnosticIds.ExpressionSyntax, name.Start, $"{name.Text} is a function. Write {function.Signature}.");
        else
            findings.Error(
                DiagnosticIds.UnknownName, name.Start,
                $"There is no fact \"{name.Text}\". Known: {Suggest.List(vocabulary.Names)}. If a text is meant, write it in quotes.",
                IsValue(name.Text) ? $"'{name.Text}'" : Suggest.Nearest(name.Text, vocabulary.Names));
        return Unknown(name);
    }

    private bool IsValue(string word) => vocabulary.Names.Any(name => vocabulary.Find(name)?.Known?.Exact(word) is not null);

    private Node.Logic Logic(Syntax.Logic logic)
    {
        var word = ExpressionOperators.Of(logic.Operator).Spellings[0];
        var parts = new List<Node>(logic.Parts.Count);
        foreach (var part in logic.Parts)
        {
            var node = Visit(part);
            RequireCondition(node, $"\"{word}\" joins whole conditions");
            parts.Add(node);
        }

        return new(logic.Start, logic.End, logic.Operator, parts);
    }

    private Node RequireInteger(Node node, Operator op)
    {
        if (node.Type is not (ExpressionType.Integer or ExpressionType.Any or ExpressionType.Unknown))
            findings.Error(
                DiagnosticIds.ExpressionType, node.Start,
                $"\"{ExpressionOperators.Of(op).Spellings[0]}\" reckons with integers; here stands {TypeWords.Of(node.Type)}. Values are never converted.");
        return node;
    }

    private Node Membership(Syntax.Binary binary)
    {
        var left = Visit(binary.Left);
        var negated = binary.Operator == Operator.NotIn;
        if (left.Type == ExpressionType.List)
        {
            findings.Error(DiagnosticIds.ExpressionType, left.Start, "Before \"in\" stands one value, behind it the list.");
            left = Unknown(binary.Left);
        }

        if (binary.Right is not (Syntax.List or Syntax.NamedList)) return InTags(binary, left, negated);
        var field = Terms.FieldFor(left, source);
        IReadOnlyList<FactValue> members = binary.Right is Syntax.NamedList named ? Named(named, field) : Literals((Syntax.List)binary.Right, field);
        Spend(BitOperations.Log2((uint)members.Count + 1) + 1);
        return new Node.Membership(binary.Start, binary.End, left, new MemberTest([.. members]), negated);
    }

    private Node InTags(Syntax.Binary binary, Node left, bool negated)
    {
        var right = Visit(binary.Right);
        if (right.Type == ExpressionType.Tags)
        {
            var op = negated ? Operator.NotEqual : Operator.Equal;
            return new ComparisonChecker(source, _literals, findings).Check(binary with { Operator = op }, left, right);
        }

        if (right.Type != ExpressionType.Unknown)
            findings.Error(
                DiagnosticIds.ExpressionType, right.Start,
                $"Behind \"in\" stands a list: ['a', 'b'], @name or tags; here stands {TypeWords.Of(right.Type)}.");
        return Unknown(binary);
    }

    private List<FactValue> Literals(Syntax.List list, Field? field)
    {
        var values = new List<FactValue>(list.Members.Count);
        foreach (var member in list.Members)
        {
            var constant = (Node.Constant)Visit(member);
            if (field is not null) constant = _literals.Bind(constant, field);
            values.Add(constant.Value);
        }

        return values;
    }

    private List<FactValue> Named(Syntax.NamedList list, Field? field)
    {
        var values = new List<FactValue>();
        if (lists.Find(list.ListName) is not { } members)
        {
            var nearest = Suggest.Nearest(list.ListName, lists.Names);
            findings.Error(
                DiagnosticIds.UnknownList, list.Start, lists.NotFound(list.ListName), nearest is null ? null : "@" + nearest);
        }
        else if (field is not null)
        {
            foreach (var member in members)
                if (listValues.Read(field, member) is { } value) values.Add(value);
        }

        return values;
    }
}
