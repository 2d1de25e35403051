using Microsoft.Win32.SafeHandles;

namespace Router.Channel.Simulator.Ledgers;

// Keeps other instances off the ledger, in this process (whatever version of the plugin they come from) and in others. The operating
// system lets go of it when the process dies.
internal static class LedgerLock
{
    private const int TriesMax = 20_000;

    internal static SafeFileHandle Take(string path)
    {
        var wait = default(SpinWait);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < TriesMax && File.Exists(path))
            {
                wait.SpinOnce();
            }
        }
    }
}
