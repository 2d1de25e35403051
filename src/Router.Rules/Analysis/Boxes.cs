namespace Router.Rules.Analysis;

/// A condition as a union of boxes, up to a bound.
internal sealed class Boxes
{
    private const int Max = 256;

    private readonly SortedSet<int> _conflicts = [];

    private Boxes()
    {
    }

    public IReadOnlyList<Box> All { get; private set; } = [];

    /// Some boxes were left out: what is there is right, and not everything.
    public bool IsPartial { get; private set; }

    /// The dimensions in which parts of the condition exclude each other.
    public IReadOnlyCollection<int> Conflicts => _conflicts;

    public bool IsNever => All.Count == 0 && !IsPartial;

    public static Boxes Of(Formula formula, Space space)
    {
        var boxes = new Boxes();
        boxes.All = boxes.Expand(formula, space);
        return boxes;
    }

    private List<Box> Expand(Formula formula, Space space)
    {
        switch (formula)
        {
            case Formula.Literal literal when literal.Set.IsEmpty:
                _conflicts.Add(literal.Dimension);
                return [];
            case Formula.Literal literal:
                return [literal.Set.Count == space[literal.Dimension].Size ? Box.Everything : Box.Everything.With(literal.Dimension, literal.Set)];
            case Formula.Group { IsAll: false } any:
                var union = new List<Box>();
                foreach (var part in any.Parts)
                    foreach (var box in Expand(part, space)) Add(union, box);
                return union;
            case Formula.Group all:
                var product = new List<Box> { Box.Everything };
                // Few boxes first: conflicts then cut the product short.
                foreach (var boxes in all.Parts.Select(p => Expand(p, space)).OrderBy(b => b.Count)) product = Product(product, boxes);
                return product;
            default:
                throw new InvalidOperationException("A formula is a literal or a group.");
        }
    }

    private List<Box> Product(List<Box> left, List<Box> right)
    {
        var product = new List<Box>();
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                if (a.Intersect(b, out var conflict) is { } both) Add(product, both);
                else _conflicts.Add(conflict);
                if (IsPartial && product.Count >= Max) return product;
            }
        }

        return product;
    }

    private void Add(List<Box> boxes, Box box)
    {
        if (boxes.Count < Max) boxes.Add(box);
        else IsPartial = true;
    }
}
