using CompiledNets.Compiler.Tests.EndToEnd;
using CompiledNets.Compiler.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledNets.Generator.Tests;

/// <summary>What an edit re-runs: specs are read again, and everything behind an equal spec comes from the cache.</summary>
public class Incrementality
{
    private const string First = """
        using CompiledNets; using static CompiledNets.Ops;
        [Network]
        public partial class First
        {
            /// <summary>Own words.</summary>
            [Dense(3)] private partial Tensor Head(Tensor x);
            [Forward] private Tensor Run([Shape(4)] Tensor x) => ReLU(Head(x));
        }
        """;

    private const string Second = "using CompiledNets;\n[Network, Input(2)] [Dense(3)] public partial class Second;";
    private const string Other = "class Other { int Answer() => 42; }";

    [Fact]
    public void NoEdit_ReEmitsNothing() => Assert.Equal(("Unchanged", "Unchanged"), Reasons(First));

    [Fact]
    public void AddedComment_ReEmitsNothing() => Assert.Equal(
        ("Unchanged", "Unchanged"), Reasons(First.Replace("[Forward]", "// the entry\n    [Forward]")));

    [Fact]
    public void AddedBlankLines_ReEmitNothing() => Assert.Equal(("Unchanged", "Unchanged"), Reasons(First.Replace("[Network]", "\n\n\n[Network]")));

    [Fact]
    public void AnEditInAnotherFile_ReEmitsNothing() => Assert.Equal(("Unchanged", "Unchanged"), Reasons(First, Other.Replace("42", "43")));

    [Fact]
    public void AnEditOfANetwork_ReEmitsItAlone() => Assert.Equal(("Modified", "Unchanged"), Reasons(First.Replace("Dense(3)", "Dense(5)")));

    [Fact]
    public void AnEditOfAPartsDocs_ReEmitsIt() => Assert.Equal(("Modified", "Unchanged"), Reasons(First.Replace("Own words.", "Other words.")));

    [Fact]
    public void AnEditOfANetwork_LeavesTheOthersTextAlone()
    {
        GeneratorDriver driver = Run(First, Other, out _);
        string before = Text(driver, "Second.g.cs");
        GeneratorDriver after = driver.RunGenerators(Compile(First.Replace("Dense(3)", "Dense(5)"), Other));
        Assert.Equal(before, Text(after, "Second.g.cs"));
    }

    [Fact]
    public void TheSameSource_GivesTheSameBytes() => Assert.Equal(Text(Run(First, Other, out _), "First.g.cs"), Text(Run(First, Other, out _), "First.g.cs"));

    [Fact]
    public void NamesThatDifferInCaseOnly_HaveFilesOfTheirOwn()
    {
        GeneratorDriver driver = Run(
            "using CompiledNets;\n[Network, Input(2)] [Dense(3)] public partial class second;", Other, out _);
        Assert.Empty(driver.GetRunResult().Diagnostics);
        Assert.Contains("partial class Second", Text(driver, "Second.g.cs"));
        Assert.Contains("partial class second", Text(driver, "second.2.g.cs"));
    }

    private static string Text(GeneratorDriver driver, string file) =>
        driver.GetRunResult().Results.Single().GeneratedSources.Single(source => source.HintName == file).SourceText.ToString();

    /// <summary>Why the two networks' emitted files were made, after the first file (and the third) became this.</summary>
    private static (string First, string Second) Reasons(string first, string other = Other)
    {
        GeneratorDriver driver = Run(First, Other, out CSharpCompilation compilation);
        SyntaxTree[] trees = [.. compilation.SyntaxTrees];
        compilation = compilation.ReplaceSyntaxTree(trees[0], CSharpSyntaxTree.ParseText(first, path: "0.cs"));
        if (other != Other)
        {
            compilation = compilation.ReplaceSyntaxTree(trees[2], CSharpSyntaxTree.ParseText(other, path: "2.cs"));
        }

        GeneratorRunResult result = driver.RunGenerators(compilation).GetRunResult().Results.Single();
        string[] reasons = [.. result.TrackedSteps[NetworkGenerator.Steps.Emit].SelectMany(step => step.Outputs).Select(output => Name(output.Reason))];
        return (reasons[0], reasons[1]);
    }

    // Cached is an input that did not change; unchanged, one that was computed again and came out equal.
    private static string Name(IncrementalStepRunReason reason) =>
        reason == IncrementalStepRunReason.Cached ? nameof(IncrementalStepRunReason.Unchanged) : reason.ToString();

    private static GeneratorDriver Run(string first, string other, out CSharpCompilation compilation)
    {
        compilation = Compile(first, other);
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        return CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], driverOptions: options).RunGenerators(compilation);
    }

    private static CSharpCompilation Compile(string first, string other) =>
        Reader.Compile(first, Second, other).WithReferences(CompiledNetwork.References);
}
