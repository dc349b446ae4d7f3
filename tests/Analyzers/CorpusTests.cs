using System.Reflection;
using CompiledNets.Analyzers.Tests.Support;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Ops;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Analyzers.Tests;

/// <summary>The corpus: networks right and wrong, each wrong one with what is reported written under it, word for word. All are one
/// compilation, as in a project. <c>COMPILEDNETS_CORPUS=write</c> writes what is reported now: the difference is to be read.</summary>
public sealed class CorpusTests(Corpus corpus) : IClassFixture<Corpus>
{
    public static TheoryData<string> Files => [.. CorpusFile.Names()];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_ReportsWhatItsCommentsSay(string name)
    {
        CorpusFile file = corpus.Files.Single(each => each.Name == name);

        Assert.Equal(file.Expected(), corpus.Findings[file.Path].Select(file.Describe));
        Assert.Equal([], corpus.CompilerErrors.Where(error => error.Location.SourceTree!.FilePath == file.Path).Select(error => error.ToString()));
    }

    [Fact]
    public void WrongNetworks_AreAsManyAsRightOnes()
    {
        int wrong = corpus.Cases.Count(each => each.IsWrong), right = corpus.Cases.Count - wrong;

        Assert.True(wrong >= 75, $"{wrong} networks are wrong");
        Assert.Equal(wrong, right);
        Assert.All(corpus.Cases, each => Assert.StartsWith(each.IsWrong ? "Bad" : "Good", each.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryRule_IsReported() => Assert.Equal(
        [],
        Rules.ById.Keys.Where(IsOfReading).Order(StringComparer.Ordinal).Except(corpus.Cases.SelectMany(each => each.Ids)));

    [Fact]
    public void EveryOp_IsRightSomewhereAndWrongSomewhere()
    {
        string[] ops = [.. typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(op => op.Name).Distinct()];

        Assert.Equal([], ops.Except(corpus.Cases.Where(each => !each.IsWrong).SelectMany(each => each.Calls)));
        Assert.Equal([], ops.Where(op => !CannotBeWrong(op)).Except(corpus.Cases.SelectMany(each => each.WrongCalls)));
        Assert.Equal([], ops.Where(CannotBeWrong).Except(corpus.Cases.Where(each => each.IsWrong).SelectMany(each => each.Calls)));
    }

    [Fact]
    public void EveryLayer_IsRightSomewhereAndWrongSomewhere()
    {
        string[] layers = [.. typeof(LayerAttribute).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(LayerAttribute)) && !type.IsAbstract)
            .Select(type => type.Name.Split('`')[0].Replace("Attribute", ""))];

        Assert.Equal([], layers.Except(corpus.Cases.Where(each => !each.IsWrong).SelectMany(each => each.Layers)));
        Assert.Equal([], layers.Where(layer => !CannotBeWrong(layer)).Except(corpus.Cases.SelectMany(each => each.WrongLayers)));
        Assert.Equal([], layers.Where(CannotBeWrong).Except(corpus.Cases.Where(each => each.IsWrong).SelectMany(each => each.Layers)));
    }

    /// <summary>Whether an op takes one tensor of any shape and nothing else: such a one is only met on the way to a mistake.</summary>
    private static bool CannotBeWrong(string op) => Definitions.Find(op) is UnaryDefinition or SELU or Flatten or StopGradient
        && typeof(Ops).GetMethods().Where(method => method.Name == op).All(method => method.GetParameters().Length == 1);

    // Warnings and hints have networks of their own, with what they cost.
    private static bool IsOfReading(string id) => id.StartsWith("CN0", StringComparison.Ordinal) || id.StartsWith("CN1", StringComparison.Ordinal);
}
