using Router.Rules.Conditions;
using Router.Rules.Loading;

namespace Router.Rules.Expressions;

/// One line of the functions' table.
internal sealed record ExpressionFunction(
    string Name, IReadOnlyList<(string Name, ParameterType Type)> Parameters, ExpressionType Result, string Meaning, string Example)
{
    internal delegate FactValue Apply(in FactValue first, in FactValue second, in FactValue third);

    public FunctionForm Form { get; init; } = FunctionForm.Plain;

    /// Parameters behind these may be left out.
    public int Required { get; init; } = Parameters.Count;

    /// The last parameter may be given up to this often.
    public int MaxArguments { get; init; } = Parameters.Count;

    /// In steps; an operator takes one.
    public int Cost { get; init; } = 1;

    /// Answers absent where a value has a type that it does not take.
    public Apply? Body { get; init; }

    /// What constants beside it are checked against, as beside a fact.
    public Field? Field { get; init; }

    /// From the zone's own clock.
    public Func<DateTime, FactValue>? Clock { get; init; }

    /// "hash(value, [buckets], [salt])".
    public string Signature
    {
        get
        {
            var parameters = Parameters.Select((p, index) => index < Required ? p.Name : $"[{p.Name}]");
            return $"{Name}({string.Join(", ", parameters)}{(MaxArguments > Parameters.Count ? ", …" : "")})";
        }
    }
}
