using System.Runtime.CompilerServices;
using Router.Abstractions;

namespace Router.Plugins.Loading;

/// <summary>Loads a checked copy into a context of its own and makes its one plugin object. The first moment at which its code runs.</summary>
internal static class PluginActivation
{
    /// <returns>Null where it fails; the problems say why and the context is on its way out.</returns>
    public static (PluginContext Context, IChannelPlugin Plugin)? Activate(
        string id, ChannelManifest manifest, FolderContents copy, string typeName, TimeSpan limit, List<PluginDiagnostic> problems)
    {
        var context = new PluginContext($"{id} {manifest.Version} {copy.Hash[..8]}", copy.FullPath(manifest.Assembly));
        if (Run(context, id, manifest, typeName, limit, problems) is { } plugin)
            return (context, plugin);
        context.Unload();
        return null;
    }

    // Not inlined: a failed plugin's objects must not live on in the caller's frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IChannelPlugin? Run(
        PluginContext context, string id, ChannelManifest manifest, string typeName, TimeSpan limit, List<PluginDiagnostic> problems)
    {
        if (!TimedCall.TryRun(() => Construct(context, typeName, manifest), limit, out var made, out var thrown))
            problems.Add(Diagnostics.ConstructorHung(id, limit));
        else if (thrown is { IsFromCode: true })
            problems.Add(Diagnostics.ConstructorThrew(id, thrown.Text));
        else if (thrown is not null)
            problems.Add(Diagnostics.CannotLoad(id, thrown.Text));
        else if (made.Differences.Count > 0)
            problems.Add(Diagnostics.ManifestDisagrees(id, made.Differences));
        else
            return made.Plugin;
        return null;
    }

    private static (IChannelPlugin Plugin, List<string> Differences) Construct(PluginContext context, string typeName, ChannelManifest manifest)
    {
        var type = context.LoadMain().GetType(typeName, throwOnError: true)!;
        var plugin = (IChannelPlugin)Activator.CreateInstance(type)!;
        try
        {
            return (plugin, ManifestComparison.Differences(manifest, plugin.Manifest));
        }
        catch (Exception e)
        {
            throw new CodeThrewException(e);
        }
    }
}
