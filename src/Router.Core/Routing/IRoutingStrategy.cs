namespace Router.Core.Routing;

/// <summary>Brings the candidates of one route into an order. Pure but for the draw.</summary>
public interface IRoutingStrategy
{
    /// <summary>As rules write it.</summary>
    string Name { get; }

    /// <param name="candidates">In the order of the file.</param>
    /// <param name="draw">Seeded.</param>
    IEnumerable<Candidate> Order(IReadOnlyList<Candidate> candidates, SeededDraw draw);
}
