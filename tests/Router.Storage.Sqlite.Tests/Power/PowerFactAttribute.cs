namespace Router.Storage.Sqlite.Tests.Power;

/// <summary>A test that needs the preloaded library and so a C compiler on Linux; without one it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PowerFactAttribute : FactAttribute
{
    public PowerFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/cc"))
            Skip = "Power loss is NOT tested here: it needs Linux and a C compiler (apt-get install gcc libc6-dev).";
    }
}
