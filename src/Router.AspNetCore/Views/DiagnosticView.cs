using Router.Plugins;

namespace Router.AspNetCore.Views;

internal sealed record DiagnosticView(string Id, string Message, string Mend, bool IsWarning)
{
    public static DiagnosticView Of(PluginDiagnostic diagnostic) => new(diagnostic.Id, diagnostic.Message, diagnostic.Mend, diagnostic.IsWarning);
}
