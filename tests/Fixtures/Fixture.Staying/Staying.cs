using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Router.Channel.Acme;

internal static class Staying
{
    private static readonly List<string> s_seen = [];

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It is the mistake.")]
    public static void Hang() => AppDomain.CurrentDomain.ProcessExit += (_, _) => s_seen.Add("the end");
}
