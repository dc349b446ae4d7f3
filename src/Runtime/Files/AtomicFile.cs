namespace CompiledNets;

/// <summary>Files that are either the old one or the new one, whenever the program or the machine stops.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a new file beside <paramref name="path"/>, makes sure that it is on the disk, and renames it over the old one.</summary>
    /// <param name="path">The file to make or replace. Its directory must exist.</param>
    /// <param name="write">Writes the content. Should it throw, the old file stays and the new one is deleted.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(target) ?? throw new IOException($"'{path}' is a directory.");
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no directory '{folder}' to save '{Path.GetFileName(target)}' in.");
        }

        // In the same directory, since only a rename within one file system is atomic.
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            using (file)
            {
                write(file);
                file.Flush(flushToDisk: true); // Before the rename: else the new name could outlive a crash that its data do not.
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
