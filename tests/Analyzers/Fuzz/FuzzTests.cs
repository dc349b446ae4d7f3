using System.Globalization;
using CompiledNets.Analyzers.Tests.Support;
using CompiledNets.Compiler.Tests.Support;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Analyzers.Tests.Fuzz;

/// <summary>Whatever is typed, generator and analyzer answer, soon, and what is emitted compiles. Alone, because time is measured.</summary>
/// <remarks>Mutations are numbered: a failure names its number and prints the source. <c>COMPILEDNETS_FUZZ=2000</c> runs that many of
/// each network, <c>COMPILEDNETS_FUZZ=2000..4000</c> those numbers.</remarks>
[Collection(nameof(FuzzTests))]
[CollectionDefinition(nameof(FuzzTests), DisableParallelization = true)]
public sealed class FuzzTests
{
    private const long MemoryLimit = 1L << 30;

    // Of the processor: a busy machine must not fail a test.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);

    /// <summary>The networks of the language's page, and one of what they leave out.</summary>
    public static TheoryData<string> Names => [.. LanguageNetworks.All.Keys, nameof(Mixture)];

    [Theory]
    [MemberData(nameof(Names))]
    public void MutatedNetwork_IsAnswered(string name)
    {
        string source = name == nameof(Mixture) ? Mixture.Source : LanguageNetworks.All[name];
        Check.IsClean(source);
        foreach (int number in Numbers())
        {
            Survives(new Mutation(number).Apply(source), $"Mutation {number}");
        }
    }

    public static TheoryData<string> Kinds => [.. Oddities.All.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Oddity_IsAnswered(string kind)
    {
        string source = Oddities.All[kind];
        Survives(source, kind);
        foreach (int number in Numbers(few: 3))
        {
            Survives(new Mutation(number).Apply(source), $"Mutation {number} of {kind}");
        }
    }

    /// <summary>A few in the normal run.</summary>
    private static IEnumerable<int> Numbers(int few = 30)
    {
        string[] bounds = (Environment.GetEnvironmentVariable("COMPILEDNETS_FUZZ") ?? few.ToString(CultureInfo.InvariantCulture)).Split("..");
        int first = bounds.Length == 1 ? 0 : int.Parse(bounds[0], CultureInfo.InvariantCulture);
        return Enumerable.Range(first, int.Parse(bounds[^1], CultureInfo.InvariantCulture) - first);
    }

    private static void Survives(string source, string what)
    {
        long bytes = GC.GetTotalAllocatedBytes();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        Outcome outcome = Workbench.Run(source);
        TimeSpan taken = Environment.CpuUsage.TotalTime - before;
        bytes = GC.GetTotalAllocatedBytes() - bytes;

        string[] failures = [.. outcome.Findings.Concat(outcome.CompilerErrors).Where(IsFailure).Select(diagnostic => diagnostic.ToString())];
        Assert.True(failures.Length == 0, $"{what}: {string.Join("\n", failures)}\n{source}");

        // Where the user's code is right, emitted code is too.
        ILookup<bool, Diagnostic> errors = outcome.CompilerErrors.ToLookup(error => error.Location.SourceTree?.FilePath != Workbench.FileName);
        Assert.True(errors[false].Any() || !errors[true].Any(), $"{what}: {string.Join("\n", errors[true])}\n{source}");
        Assert.True(taken < TimeLimit, $"{what} took {taken.TotalSeconds:F1} s of the processor\n{source}");
        Assert.True(bytes < MemoryLimit, $"{what} allocated {bytes >> 20} MiB\n{source}");
    }

    /// <summary>The analyzer threw, or the generator did.</summary>
    private static bool IsFailure(Diagnostic diagnostic) => diagnostic.Id is "AD0001" or "CS8785";
}
