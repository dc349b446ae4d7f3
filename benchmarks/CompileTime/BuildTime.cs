using System.Diagnostics;

namespace CompiledNets.Benchmarks.CompileTime;

/// <summary><c>dotnet build</c> of a sample, once with the generator and the analyzers, and once with the emitted code as source files:
/// what the compilation itself takes longer because of us.</summary>
internal sealed class BuildTime
{
    private const string Sample = "samples/02-Digits";
    private static readonly string[] Networks = [$"{Sample}/DigitNet.cs", $"{Sample}/DigitMlp.cs", "samples/Common/Adversarial/DigitJudge.cs"];

    private readonly string folder;

    private BuildTime(string folder) => this.folder = folder;

    /// <summary>Seconds of a build with us and without us: medians of so many, in turn.</summary>
    public static (double With, double Without) Measure(int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("CompiledNets.BuildTime.").FullName;
        try
        {
            var builds = new BuildTime(folder);
            builds.Write("With", string.Concat(new[] { "Compiler", "Generator", "Analyzers" }.Select(Analyzer)), []);
            builds.Write("Without", "", Networks.Select(file => Project.Emitted(Project.Of(file).Generate())));
            var (with, without) = (new double[rounds], new double[rounds]);
            for (int round = -1; round < rounds; round++)
            {
                var (one, other) = (builds.Seconds("With"), builds.Seconds("Without"));
                if (round >= 0) // the first starts the compile server
                {
                    (with[round], without[round]) = (one, other);
                }
            }

            return (with.Order().ElementAt(rounds / 2), without.Order().ElementAt(rounds / 2));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A folder's sources; those that a build left there are another project's.</summary>
    private static string Sources(string folder)
    {
        string root = Path.Combine(Project.RepositoryRoot(), folder);
        return $"""<Compile Include="{root}/**/*.cs" Exclude="{root}/**/obj/**;{root}/**/bin/**" />""";
    }

    private static string Analyzer(string project) =>
        $"""<Analyzer Include="{typeof(BuildTime).Assembly.Location.Replace("Benchmarks.CompileTime", project, StringComparison.Ordinal)}" />""";

    private void Write(string name, string analyzers, IEnumerable<string> emitted)
    {
        string project = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        File.Copy(Path.Combine(Project.RepositoryRoot(), "Directory.Packages.props"), Path.Combine(project, "Directory.Packages.props"));
        File.WriteAllText(Path.Combine(project, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <LangVersion>latest</LangVersion>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="System.CommandLine" />
                {Sources(Sample)}
                {Sources("samples/Common")}
                <Reference Include="{typeof(NetworkAttribute).Assembly.Location}" />
                <Reference Include="{typeof(INetwork).Assembly.Location}" />
                {analyzers}
              </ItemGroup>
            </Project>
            """);
        foreach ((int index, string text) in emitted.Index())
        {
            File.WriteAllText(Path.Combine(project, $"Emitted{index}.cs"), text);
        }

        Run(project, "restore");
    }

    private double Seconds(string name)
    {
        long start = Stopwatch.GetTimestamp();
        Run(Path.Combine(folder, name), "build", "--no-restore", "--no-incremental", "-c", "Release");
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Run(string project, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = project, RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed in {project}:\n{output}");
        }
    }
}
