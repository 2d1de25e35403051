namespace Router.Plugins.Integrity;

/// <summary>
/// Copies a plugin to a folder named after its content and gives that folder: overwriting a loaded assembly kills the process, and
/// what was checked must be what is loaded.
/// </summary>
internal static class PluginCopy
{
    /// <exception cref="IOException">It cannot be written, or the source changed while it was copied.</exception>
    public static string Make(FolderContents source, string cacheRoot, string id)
    {
        var parent = Path.Combine(Path.GetFullPath(cacheRoot), id);
        var target = Path.Combine(parent, source.Hash);
        if (Directory.Exists(target))
        {
            if (FolderContents.Read(target).Hash == source.Hash)
                return target;
            // Someone changed the copy. It may be loaded, so it is moved out of the way and never written to.
            Directory.Move(target, $"{target}.changed-{Guid.NewGuid():N}");
        }
        Directory.CreateDirectory(parent);
        var temporary = Path.Combine(parent, $".{Guid.NewGuid():N}");
        try
        {
            foreach (var path in source.Sha256ByPath.Keys)
            {
                var to = Path.Combine(temporary, path);
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(source.FullPath(path), to);
            }
            if (FolderContents.Read(temporary).Hash != source.Hash)
                throw new IOException("its files changed while they were copied; it is tried again at the next change.");
            Directory.Move(temporary, target);
            return target;
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }
}
