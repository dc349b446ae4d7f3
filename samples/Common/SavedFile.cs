namespace Samples;

/// <summary>Files that a sample will write at its end.</summary>
public static class SavedFile
{
    /// <summary>Makes sure, before training, that there is a place for the result.</summary>
    /// <param name="path">Where it will go, or null if nowhere.</param>
    /// <exception cref="IOException">There is no such directory, or the path is one.</exception>
    public static void RequireFolder(string? path)
    {
        if (path is null)
        {
            return;
        }

        if (Directory.Exists(path))
        {
            throw new IOException($"'{path}' cannot be saved: it is a directory.");
        }

        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"'{path}' cannot be saved: there is no directory '{folder}'.");
        }
    }
}
