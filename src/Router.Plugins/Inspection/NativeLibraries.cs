using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Router.Plugins.Inspection;

/// <summary>Looks for the native libraries that a plugin's own assembly calls into.</summary>
internal static class NativeLibraries
{
    // A plugin may call these behind a check of the operating system; on another system they are rightly absent.
    private static readonly HashSet<string> _ofOneSystem = new(StringComparer.OrdinalIgnoreCase)
    {
        "kernel32", "advapi32", "ntdll", "user32", "bcrypt", "ncrypt", "crypt32", "secur32", "ws2_32", "iphlpapi", "shell32", "ole32", "oleaut32",
        "libSystem", "libc", "libdl", "libm", "libpthread",
    };

    public static void Check(string id, string mainFile, AssemblyMetadata main, FolderContents contents, List<PluginDiagnostic> problems)
    {
        if (main.NativeLibraries.Count == 0)
            return;
        var resolver = new AssemblyDependencyResolver(contents.FullPath(mainFile));
        foreach (var library in main.NativeLibraries)
            if (!_ofOneSystem.Contains(WithoutExtension(library)) && resolver.ResolveUnmanagedDllToPath(library) is null && !IsInstalled(library))
                problems.Add(Diagnostics.MissingNativeLibrary(id, mainFile, library));
    }

    private static string WithoutExtension(string library)
    {
        foreach (var extension in (string[])[".dll", ".dylib", ".so"])
            if (library.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                return library[..^extension.Length];
        return library;
    }

    private static bool IsInstalled(string library)
    {
        if (!NativeLibrary.TryLoad(library, typeof(object).Assembly, DllImportSearchPath.SafeDirectories, out var handle))
            return false;
        NativeLibrary.Free(handle);
        return true;
    }
}
