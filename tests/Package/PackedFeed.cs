using System.Reflection;
using CompiledNets.Tests.Support;

namespace CompiledNets.Package.Tests;

/// <summary>Has all tests share one <see cref="PackedFeed"/>.</summary>
[CollectionDefinition(nameof(PackedFeed))]
public sealed class SharedFeed : ICollectionFixture<PackedFeed>;

/// <summary>The package, packed once into a folder that serves as a feed, and room for projects that restore from it.</summary>
public sealed class PackedFeed : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("CompiledNets.Package.");

    public PackedFeed()
    {
        string feed = folder.CreateSubdirectory("feed").FullName;
        Command.Dotnet(RepositoryRoot, "pack", "-c", Configuration, "src/Package", "-o", feed, "--no-build").MustSucceed();
        PackagePath = Assert.Single(Directory.GetFiles(feed));
        string dependency = Assert.Single(Directory.GetFiles(Metadata("CsvHelper"), "*.nupkg"));
        File.Copy(dependency, Path.Combine(feed, Path.GetFileName(dependency)));
        Version = Path.GetFileNameWithoutExtension(PackagePath)["CompiledNets.".Length..];

        // This feed alone, packages apart from the user's, and nothing inherited from directories above.
        Write("NuGet.config", """
            <configuration>
              <packageSources>
                <clear />
                <add key="feed" value="feed" />
              </packageSources>
            </configuration>
            """);
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <RestorePackagesPath>{folder.FullName}/packages</RestorePackagesPath>
              </PropertyGroup>
            </Project>
            """);
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
    }

    /// <summary>The .nupkg file.</summary>
    public string PackagePath { get; }

    /// <summary>Its version.</summary>
    public string Version { get; }

    private static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    private static string Configuration { get; } =
        typeof(PackedFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>Makes a directory for a project.</summary>
    public string CreateProject(string name) => folder.CreateSubdirectory(name).FullName;

    public void Dispose() => folder.Delete(recursive: true);

    private static string Metadata(string key) =>
        typeof(PackedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == key).Value!;

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(folder.FullName, file), text);
}
