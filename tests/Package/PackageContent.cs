using System.IO.Compression;
using System.Xml.Linq;

namespace CompiledNets.Package.Tests;

[Collection(nameof(PackedFeed))]
public sealed class PackageContent(PackedFeed feed)
{
    [Fact]
    public void LibrariesCompilerDefaultsAndPapers_AreAllThatThereIs()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PackagePath);
        string[] ofTheFormat = ["_rels/", "package/", "[Content_Types].xml"];
        IEnumerable<string> files = package.Entries
            .Select(entry => entry.FullName)
            .Where(name => !ofTheFormat.Any(start => name.StartsWith(start, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "CompiledNets.nuspec",
                "LICENSE",
                "README.md",
                "analyzers/dotnet/cs/CompiledNets.Analyzers.dll",
                "analyzers/dotnet/cs/CompiledNets.CodeFixes.dll",
                "analyzers/dotnet/cs/CompiledNets.Compiler.dll",
                "analyzers/dotnet/cs/CompiledNets.Generator.dll",
                "buildTransitive/CompiledNets.targets",
                "lib/net10.0/CompiledNets.Attributes.dll",
                "lib/net10.0/CompiledNets.Attributes.xml",
                "lib/net10.0/CompiledNets.Runtime.dll",
                "lib/net10.0/CompiledNets.Runtime.xml",
                "lib/net9.0/CompiledNets.Attributes.dll",
                "lib/net9.0/CompiledNets.Attributes.xml",
                "lib/net9.0/CompiledNets.Runtime.dll",
                "lib/net9.0/CompiledNets.Runtime.xml",
            ],
            files);
    }

    [Fact]
    public void ItDependsOnTheReaderOfTablesAlone()
    {
        using ZipArchive package = ZipFile.OpenRead(feed.PackagePath);
        using Stream nuspec = package.GetEntry("CompiledNets.nuspec")!.Open();
        IEnumerable<string?> dependencies = XDocument.Load(nuspec).Descendants()
            .Where(element => element.Name.LocalName == "dependency").Select(element => (string?)element.Attribute("id"));
        Assert.Equal(["CsvHelper", "CsvHelper"], dependencies); // For each of two frameworks.
    }
}
