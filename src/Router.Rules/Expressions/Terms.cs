using Router.Rules.Loading;

namespace Router.Rules.Expressions;

/// What a constant beside a part of an expression is held against.
internal static class Terms
{
    private const int MaxShown = 40;

    /// The fact that a part is, or a function whose values are known, also through if and coalesce; null where it is none or several.
    public static Field? FactOf(Node node) => node switch
    {
        Node.Fact fact => fact.Field,
        Node.Call { Function.Field: { } field } => field,
        Node.Call { Function.Form: FunctionForm.If or FunctionForm.Coalesce } call => OneFact(Branches(call)),
        _ => null,
    };

    /// The fact, or a field of the part's type; null where nothing is known of it.
    public static Field? FieldFor(Node node, string source)
    {
        if (node.Type is ExpressionType.Unknown or ExpressionType.List) return null;
        if (FactOf(node) is { } field) return field;
        var text = source[node.Start..node.End];
        return new(text.Length <= MaxShown ? text : text[..MaxShown] + "…", TypeWords.FieldOf(node.Type), -1);
    }

    /// The arguments that can be the value.
    public static IEnumerable<Node> Branches(Node.Call call) => call.Arguments.Skip(call.Function.Form == FunctionForm.If ? 1 : 0);

    /// Binds constants, also those inside of if and coalesce.
    public static Node Rebind(Node node, Field field, LiteralBinder literals)
    {
        if (node is Node.Constant constant) return literals.Bind(constant, field);
        if (node is not Node.Call { Function.Form: FunctionForm.If or FunctionForm.Coalesce } call || !IsConstant(call)) return node;
        var bound = BindBranches(call, field, literals);
        var types = Branches(bound).Select(b => b.Type).Distinct().ToList();
        return bound with { Type = types.Contains(ExpressionType.Unknown) ? ExpressionType.Unknown : types.Count == 1 ? types[0] : ExpressionType.Any };
    }

    public static Node.Call BindBranches(Node.Call call, Field field, LiteralBinder literals)
    {
        var first = call.Function.Form == FunctionForm.If ? 1 : 0;
        return call with { Arguments = [.. call.Arguments.Select((a, index) => index < first ? a : Rebind(a, field, literals))] };
    }

    /// Whether every value it can have is a card BIN or a constant.
    public static bool IsOfBins(Node node) => node switch
    {
        Node.Fact fact => fact.Field.Type == FieldType.CardBin,
        Node.Constant => true,
        Node.Call { Function.Form: FunctionForm.If or FunctionForm.Coalesce } call => Branches(call).All(IsOfBins),
        _ => false,
    };

    /// A constant, or a choice among constants.
    private static bool IsConstant(Node node) => node switch
    {
        Node.Constant => true,
        Node.Call { Function.Form: FunctionForm.If or FunctionForm.Coalesce } call => Branches(call).All(IsConstant),
        _ => false,
    };

    private static Field? OneFact(IEnumerable<Node> branches)
    {
        Field? one = null;
        foreach (var branch in branches)
        {
            if (IsConstant(branch)) continue;
            if (FactOf(branch) is not { } field || (one is not null && one != field)) return null;
            one = field;
        }

        return one;
    }
}
