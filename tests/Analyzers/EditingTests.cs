using CompiledNets.Analyzers.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledNets.Analyzers.Tests;

/// <summary>What an editor's analyzer, which lives across edits, does again after each.</summary>
public sealed class EditingTests
{
    private const string Networks = """
        [Network]
        public partial class Wrong
        {
            [Forward] private Tensor Logits([Shape(4)] Tensor x) => Dense(x, 3) + Dense(x, Sizes.Classes);
        }

        [Network, Input(8)]
        [Dense(16), ReLU, Dense(2)]
        public partial class Right;
        """;

    private readonly NetworkAnalyzer analyzer = new();

    [Fact]
    public void EditElsewhere_AnalysesNothingAgain()
    {
        string[] before = Findings("class Sizes { public const int Classes = 4; }");
        string[] after = Findings("class Sizes { public const int Classes = 2 + 2; int Answer() => 42; }");

        Assert.Equal(["CN1003 (3,60)"], before);
        Assert.Equal(before, after);
        Assert.Equal(2, analyzer.Known.Analyses);
    }

    [Fact]
    public void ConstantThatANetworkReads_IsSeenWhereverItChanges()
    {
        string[] before = Findings("class Sizes { public const int Classes = 4; }");
        string[] after = Findings("class Sizes { public const int Classes = 3; }");

        Assert.NotEmpty(before);
        Assert.Empty(after);
        Assert.Equal(3, analyzer.Known.Analyses);
    }

    [Fact]
    public void LineAboveANetwork_MovesItsFindings()
    {
        const string Sizes = "class Sizes { public const int Classes = 4; }";

        Findings(Sizes);
        string[] after = Findings(Sizes, "// A comment.\n" + Networks);

        Assert.Equal(["CN1003 (4,60)"], after);
        Assert.Equal(2, analyzer.Known.Analyses);
    }

    private string[] Findings(string other, string networks = Networks)
    {
        CSharpCompilation compilation = Workbench.Compile(networks, other);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        IEnumerable<Diagnostic> found = new CompilationWithAnalyzers(compilation, [analyzer], options)
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult()
            .Where(finding => finding.Severity == DiagnosticSeverity.Error);
        return [.. found.Select(finding => $"{finding.Id} {Place(finding.Location.GetLineSpan().StartLinePosition)}")];
    }

    private static string Place(Microsoft.CodeAnalysis.Text.LinePosition position) => $"({position.Line},{position.Character})";
}
