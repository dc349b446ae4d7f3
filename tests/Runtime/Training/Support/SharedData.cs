using System.Runtime.CompilerServices;

namespace CompiledNets.Tests.Training;

/// <summary>Real data that is not part of the repository: in the folder that the environment variable
/// <c>COMPILEDNETS_DATA</c> names, or in <c>shared/data</c> beside the repository or further up.</summary>
internal static class SharedData
{
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("COMPILEDNETS_DATA") is { Length: > 0 } named
        ? named
        : Repository.AncestorWith(Path.Combine("shared", "data")) is { } above ? Path.Combine(above, "shared", "data") : null;

    public static bool Has(string name) => Folder is not null && Directory.Exists(PathOf(name));

    public static string PathOf(string name) => Path.Combine(Folder!, name);
}

/// <summary>A test on a folder of <see cref="SharedData"/>: where that is absent, the test is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string folder, [CallerMemberName] string test = "")
    {
        if (!SharedData.Has(folder))
        {
            Skip = $"The data folder '{folder}' is absent: set COMPILEDNETS_DATA to the folder that holds it.";
            // Runners print names of skipped tests, but seldom why.
            DisplayName = $"{test}: {Skip}";
        }
    }
}
