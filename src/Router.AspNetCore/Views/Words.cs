using System.Text.Json;

namespace Router.AspNetCore.Views;

/// <summary>How names of the engine are written in JSON.</summary>
internal static class Words
{
    /// <summary>States, as in the messages to merchants: "succeeded", "indoubt".</summary>
    public static string Lower<T>(T state)
        where T : struct, Enum => state.ToString().ToLowerInvariant();

    public static string Camel<T>(T kind)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
