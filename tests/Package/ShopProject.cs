using System.Text.RegularExpressions;
using CompiledNets.Tests.Support;

namespace CompiledNets.Package.Tests;

/// <summary>A user's project: a network whose shortcut fits if its convolution keeps the image's size, and a program that trains it.</summary>
internal sealed class ShopProject
{
    private static readonly Regex Finding = new("(error|warning) [A-Z]+[0-9]+:");

    private const string Program = """
        using CompiledNets;
        using Shop;

        // Every other image is bright.
        const int count = 64, pixels = 4 * 8 * 8;
        var random = new Random(1);
        float[] images = [.. Enumerable.Range(0, count * pixels).Select(i => (i / pixels % 2) + random.NextSingle())];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 2)];
        Dataset data = Dataset.Create().With("image", images, 4, 8, 8).With("label", labels);

        var net = new Sorter(seed: 1);
        new Trainer(new Adam(0.01)) { Epochs = 20, BatchSize = 8 }.Fit(net, data);
        var logits = new float[count * 2];
        net.Logits(images, logits);
        Console.WriteLine($"{labels.Where((label, i) => logits[2 * i + label] > logits[2 * i + 1 - label]).Count()} of {count} right");

        net.Save("sorter.safetensors");
        var copy = new Sorter(seed: 2);
        copy.LoadParameters("sorter.safetensors");
        var again = new float[count * 2];
        copy.Logits(images, again);
        Console.WriteLine(again.AsSpan().SequenceEqual(logits) ? "the copy says the same" : "the copy says something else");
        """;

    private readonly string folder;

    public ShopProject(PackedFeed feed, string name, int stride)
    {
        folder = feed.CreateProject(name);
        File.WriteAllText(Path.Combine(folder, "Shop.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisLevel>latest-recommended</AnalysisLevel>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="CompiledNets" Version="{feed.Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        File.WriteAllText(Path.Combine(folder, "Sorter.cs"), $$"""
            using CompiledNets;
            using static CompiledNets.Ops;

            namespace Shop;

            /// <summary>Tells bright images from dark ones.</summary>
            [Network]
            public partial class Sorter
            {
                [Conv2D(4, 3, Stride = {{stride}}, Padding = 1), ReLU] private partial Tensor Body(Tensor image);

                [Forward] private Tensor Logits([Shape(4, 8, 8)] Tensor image)
                {
                    var shortcut = image;
                    var y = Body(image);
                    return Dense(Flatten(y + shortcut), 2);
                }

                [Objective] private Tensor Loss([Shape(4, 8, 8)] Tensor image, [Shape] Tokens label) =>
                    SoftmaxCrossEntropy(Logits(image), label);
            }
            """);
    }

    /// <summary>Restores and builds it.</summary>
    /// <returns>The exit code and every error and warning, once each: MSBuild repeats them at the end.</returns>
    public (int ExitCode, string[] Findings) Build()
    {
        CommandResult build = Command.Dotnet(folder, "build", "-c", "Release", "-tl:off");
        return (build.ExitCode, [.. build.Output.Concat(build.Errors).Where(line => Finding.IsMatch(line)).Distinct()]);
    }

    /// <summary>Runs what was built.</summary>
    public CommandResult Run() => Command.Dotnet(folder, Path.Combine("bin", "Release", "net10.0", "Shop.dll"));

    /// <summary>Applies the fixes of some rules, as the command line does.</summary>
    public CommandResult Format(params string[] rules) =>
        Command.Dotnet(folder, ["format", "analyzers", "--diagnostics", .. rules, "--severity", "warn"]);

    /// <summary>The network's source.</summary>
    public string Network => File.ReadAllText(Path.Combine(folder, "Sorter.cs"));

    /// <summary>Restores it, no more.</summary>
    public void Restore() => Command.Dotnet(folder, "restore").MustSucceed();

    /// <summary>Runs MSBuild on it.</summary>
    public CommandResult Evaluate(params IEnumerable<string> arguments) => Command.Dotnet(folder, ["msbuild", .. arguments]);
}
