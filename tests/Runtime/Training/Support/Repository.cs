namespace CompiledNets.Tests.Training;

/// <summary>Where the checkout lies that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = AncestorWith("CompiledNets.slnx")
        ?? throw new DirectoryNotFoundException($"No CompiledNets.slnx above {AppContext.BaseDirectory}.");

    /// <summary>The nearest folder above the tests that holds <paramref name="entry"/>, a file or a folder.</summary>
    public static string? AncestorWith(string entry)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Exists(Path.Combine(folder.FullName, entry)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
