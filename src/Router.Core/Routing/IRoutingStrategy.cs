namespace Router.Core.Routing;

/// <summary>Brings the candidates of one route into an order. Pure but for the draw.</summary>
public interface IRoutingStrategy
{
    /// <summary>As rules write it.</summary>
    string Name { get; }

    /// <param name="candidates">In the order of the file; to be ordered in place. They are used again for other plans: keep none.</param>
    /// <param name="inputs">What else an order may depend on.</param>
    void Order(Span<Candidate> candidates, in OrderingInputs inputs);
}
