using System.Runtime.InteropServices;

namespace Fixture;

public sealed class NativePlugin : FixturePlugin
{
    protected override string Answer => $"{Sign()}";

    [DllImport("acmesign"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sign();
}
