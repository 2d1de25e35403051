using Router.Host.Cli;

namespace Router.Host.Serve;

/// <summary>Store, keys and plugin copies all live in one folder: if it cannot be written, that is the thing to say.</summary>
internal static class DataFolder
{
    public static void Check(string folder)
    {
        var path = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(Path.Combine(path, "plugin-cache"));
            foreach (var place in new[] { path, Path.Combine(path, "plugin-cache") })
            {
                using var probe = new FileStream(
                    Path.Combine(place, $".write-check-{Environment.ProcessId}"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                $"The data folder {path} cannot be written: {error.Message}{Environment.NewLine}"
                + "It holds the order store, the keys and the plugin copies. Give this user the right to write there, free space on its disk, or choose another with --data.");
        }
    }
}
