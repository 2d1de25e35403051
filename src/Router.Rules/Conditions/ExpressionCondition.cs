using Router.Rules.Expressions;
using Router.Rules.Loading;

namespace Router.Rules.Conditions;

/// "expr": an expression that is true; absent counts as false.
internal sealed class ExpressionCondition(string source, Node root, IReadOnlyList<Field> fields, int cost) : Condition
{
    private readonly Compiler.Condition _compiled = Compiler.CompileCondition(root);

    public string Source => source;

    public Node Root => root;

    /// The facts used, in the order met.
    public IReadOnlyList<Field> Fields => fields;

    /// Steps that one evaluation can take at most.
    public int Cost => cost;

    public override bool Holds(FactSource facts) => _compiled(facts) == Truth.True;

    /// Every part and its value, for explanations.
    public ExpressionTrace Trace(FactSource facts) => new Interpreter(source, facts).Trace(root);
}
