using System.Reflection;
using System.Runtime.Loader;

namespace Router.Plugins.Loading;

/// <summary>
/// One plugin's own world: the contract and the base framework are the host's, everything else comes from the plugin's folder, and
/// nothing falls back to what else the host happens to have loaded.
/// </summary>
internal sealed class PluginContext(string name, string assemblyPath) : AssemblyLoadContext(name, isCollectible: true)
{
    private readonly AssemblyDependencyResolver _resolver = new(assemblyPath);

    public Assembly LoadMain() => LoadFromAssemblyPath(assemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == SharedAssemblies.ContractName)
            return SharedAssemblies.Contract;
        if (SharedAssemblies.IsFramework(assemblyName.Name!))
            return null;
        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } path)
            return LoadFromAssemblyPath(path);
        // A resource assembly that is not there is the normal case; the runtime goes on to the neutral culture.
        if (!string.IsNullOrEmpty(assemblyName.CultureName))
            return null;
        throw new FileNotFoundException($"{assemblyName.Name} is neither in the plugin's folder nor in the shared framework.", assemblyName.Name);
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;
}
