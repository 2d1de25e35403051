using System.Runtime.InteropServices;
using SQLitePCL;

namespace Router.Storage.Sqlite.Sql;

/// <summary>Which SQLite library runs: the system's where it is newer than the one that the package brings, else the package's.</summary>
internal static class NativeSqlite
{
    private const int BundledVersion = 3_035_005;
    private static readonly Lock s_lock = new();
    private static bool s_isLoaded;

    public static string Version => raw.sqlite3_libversion().utf8_to_string();

    public static void Load()
    {
        lock (s_lock)
        {
            if (s_isLoaded) return;
            PreferSystemLibrary();
            Batteries_V2.Init();
            s_isLoaded = true;
        }
    }

    private static void PreferSystemLibrary()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == "e_sqlite3" ? FindNewer() : 0);
        }
        catch (InvalidOperationException)
        {
            // The embedding process has chosen the library already.
        }
    }

    private static nint FindNewer()
    {
        foreach (var name in new[] { "libsqlite3.so.0", "libsqlite3.dylib" })
        {
            if (NativeLibrary.TryLoad(name, out var library) && IsNewerAndThreadSafe(library)) return library;
        }

        return 0;
    }

    private static bool IsNewerAndThreadSafe(nint library) =>
        Ask(library, "sqlite3_libversion_number") > BundledVersion && Ask(library, "sqlite3_threadsafe") != 0;

    private static int Ask(nint library, string function) => NativeLibrary.TryGetExport(library, function, out var address)
        ? Marshal.GetDelegateForFunctionPointer<AskInt>(address)()
        : 0;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int AskInt();
}
