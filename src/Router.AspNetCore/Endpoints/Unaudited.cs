namespace Router.AspNetCore.Endpoints;

/// <summary>Marks an endpoint that changes nothing although it is no GET.</summary>
internal sealed class Unaudited
{
    public static readonly Unaudited Mark = new();
}
