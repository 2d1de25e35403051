namespace Router.AspNetCore.Answers;

/// <summary>Marks our endpoints among those of an embedding product.</summary>
internal sealed class RouterEndpoint
{
    public static RouterEndpoint Mark { get; } = new();
}
