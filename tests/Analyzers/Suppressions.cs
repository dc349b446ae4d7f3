using System.Collections.Immutable;
using CompiledNets.Analyzers.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledNets.Analyzers.Tests;

/// <summary>Advice of others that would be wrong for descriptions.</summary>
public sealed class Suppressions
{
    private const string Source = """
        using CompiledNets;
        using static CompiledNets.Ops;

        [Network]
        public partial class Net
        {
            [Dense(3), ReLU] private partial Tensor Part(Tensor x);
            [Forward] private Tensor Logits([Shape(4)] Tensor x) => Part(x);
            [Objective] private Tensor Loss([Shape(4)] Tensor x, Tokens label) => SoftmaxCrossEntropy(Logits(x), label);
            private Tensor Helper(Tensor x) => Dense(x, 2);
            private static void NeverCalled(int unused) { }
        }

        public class Other
        {
            [System.Obsolete] private void NeverCalled(int unused) { }
        }
        """;

    [Theory]
    [InlineData("IDE0051", false)]
    [InlineData("IDE0060", false)]
    [InlineData("CA1822", true)]
    public async Task OfDescribedMethodsAlone_AdviceIsSilenced(string id, bool ofHelpers)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false, reportSuppressedDiagnostics: true);
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new ReportsEveryMethod(id), new DescriptionSuppressor()];
        ImmutableArray<Diagnostic> reported = await Workbench.Compile(Source).WithAnalyzers(analyzers, options)
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);

        string[] kept = [.. reported.Where(diagnostic => diagnostic.Id == id && !diagnostic.IsSuppressed).Select(diagnostic => diagnostic.GetMessage())];
        string[] silenced = [.. reported.Where(diagnostic => diagnostic.Id == id && diagnostic.IsSuppressed).Select(diagnostic => diagnostic.GetMessage())];
        Assert.Equal(ofHelpers ? ["NeverCalled", "NeverCalled"] : ["Helper", "NeverCalled", "NeverCalled"], kept.Order());
        Assert.Equal(ofHelpers ? ["Helper", "Logits", "Loss", "Part"] : ["Logits", "Loss", "Part"], silenced.Distinct().Order());
    }

    /// <summary>Stands for an analyzer of the SDK.</summary>
#pragma warning disable RS1001, RS1017, RS1036, RS1038, RS2008
    private sealed class ReportsEveryMethod(string id) : DiagnosticAnalyzer
    {
        private readonly DiagnosticDescriptor rule = new(id, "A method", "{0}", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(
                symbol => symbol.ReportDiagnostic(Diagnostic.Create(rule, symbol.Symbol.Locations[0], symbol.Symbol.Name)), SymbolKind.Method);
        }
    }
#pragma warning restore RS1001, RS1017, RS1036, RS1038, RS2008
}
