namespace Router.Core.Routing;

public sealed class RoutePlanner
{
    public RoutePlan Plan(RouteRequest request, RouterSnapshot snapshot, ulong seed) => throw new NotImplementedException();
}
