using CompiledNets.Analyzers.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CompiledNets.Analyzers.Tests;

/// <summary>How findings are reported: all in one go, each mistake once, and nothing where the C# compiler speaks.</summary>
public sealed class Reporting
{
    [Fact]
    public void AllMistakesOfANetwork_AreReportedInOneGo() => Check.ReportsAtMarks("""
        [Network]
        public partial class Net
        {
            [Conv2D({|CN1005:0|}, 3)] private partial Tensor Filter(Tensor x);
            [Forward] private Tensor First([Shape(1, 8, 8)] Tensor image) => Filter(image);
            [Forward] private Tensor Second([Shape(4)] Tensor x) => {|CN1003:Dense(x, 3) + Dense(x, 4)|};
            [Forward] public Tensor {|CN0012:Third|}([Shape(4)] Tensor x) { {|CN0015:while|} (true) { } return Dense({|CN1006:Conv2D(x, 3, 3)|}, 2); }
            [Objective] private Tensor Loss([Shape(4)] Tensor x) => {|CN1010:Dense(x, 3)|};
        }
        """);

    [Fact]
    public void WhatDependsOnAFailedCall_IsSilent() => Check.ReportsAtMarks("""
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Logits([Shape(1, 8, 8)] Tensor image, [Shape(3)] Tensor more)
            {
                var small = MaxPool2D(image, {|CN1007:9|});
                var flat = Flatten(small) + more;
                return Dense(Concat(0, flat, more), 0);
            }
        }
        """);

    [Fact]
    public void MistakeInAHelper_IsReportedOnceWithTheCallsThatLedToIt()
    {
        Outcome outcome = Check.ReportsAtMarks("""
            [Network]
            public partial class Net
            {
                [Forward] private Tensor Logits([Shape(4)] Tensor x) => Outer(x) + Outer(x);
                private Tensor Outer(Tensor x) => Inner(x);
                private Tensor Inner(Tensor x) => {|CN1003:x + Dense(x, 3)|};
            }
            """);

        Assert.Equal(["Inner(x)", "Outer(x)"], outcome.Findings[0].AdditionalLocations.Select(TextAt));
    }

    [Fact]
    public void MistakeInAPart_IsReportedThereWithTheCall()
    {
        Outcome outcome = Check.ReportsAtMarks("""
            [Network]
            public partial class Net
            {
                [{|CN1006:Conv2D(8, 3)|}, ReLU] private partial Tensor Body(Tensor x);
                [Forward] private Tensor Logits([Shape(4)] Tensor x) => Body(x);
            }
            """);

        Assert.Equal(["Body(x)"], outcome.Findings[0].AdditionalLocations.Select(TextAt));
    }

    [Theory]
    [InlineData("[Network, Input(4)]\n[Dense({|CN1005:0|}), Dense(2), SoftmaxCrossEntropy]\npublic partial class Net;")]
    [InlineData("""
        [Network]
        public partial class Net
        {
            [Forward] private Tensor Logits([Shape(4)] Tensor x) => {|CN1003:Dense(x, 3) + Dense(x, 4)|};
            [Objective] private Tensor Loss([Shape(4)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(x), label);
        }
        """)]
    public void MistakeInPredict_IsNotRepeatedForLoss(string markup) => Check.ReportsAtMarks(markup);

    [Theory]
    [InlineData("[Forward] private Tensor F([Shape(4)] Tensor x) { while (true) { undefined(); } return x; }", "CS0103")]
    [InlineData("[Forward] private Tensor F([Shape(4)] Tensor x) => Conv2D(x, 3);", "CS7036")]
    [InlineData("[Forward] private Tensor F([Shape(4)] Tensor x) => Dense(x, \"3\");", "CS1503")]
    [InlineData("[Forward] private Tensor F([Shape(4)] Tensr x) => x;", "CS0246")]
    [InlineData("[Forward] private Tensor F([Shape(4)] Tensor x);", "CS0501")]
    [InlineData("[Dense()] private partial Tensor P(Tensor x); [Forward] private Tensor F([Shape(4)] Tensor x) => P(x);", "CS7036")]
    [InlineData("[Dense(2), Huber] private partial Tensor P(Tensor x); [Forward] private Tensor F([Shape(4)] Tensor x) => P(x);", "CS0592")]
    [InlineData("[Dense(2)] private Tensor P(Tensor x); [Forward] private Tensor F([Shape(4)] Tensor x) => P(x);", "CS0501")]
    [InlineData("[Objective, Trains(nameof(Nobody))] private Tensor L([Shape(4)] Tensor x) => Mean(x);", "CS0103")]
    public void WhereTheCompilerReportsAnError_WeAreSilent(string members, string error)
    {
        Outcome outcome = Workbench.Run($"[Network] public partial class Net {{ {members} }}");

        Assert.Empty(outcome.Findings);
        Assert.Equal([error], outcome.CompilerErrors.Select(diagnostic => diagnostic.Id).Distinct());
    }

    [Fact]
    public void Pragma_Suppresses() => Assert.Empty(Workbench.Run("""
        #pragma warning disable CN0030
        [Network]
        public partial class Net
        {
            [Dense(8)] private partial Tensor Mean(Tensor x);
            [Forward] private Tensor Encode([Shape(4)] Tensor x) => Mean(x);
        }
        """).Findings);

    [Fact]
    public void PragmaAtTheWrongArgument_SuppressesIt() => Assert.Empty(Workbench.Run("""
        [Network, Input(4)]
        #pragma warning disable CN1005
        [Dense(0)]
        #pragma warning restore CN1005
        public partial class Net;
        """).Findings);

    [Theory]
    [InlineData("none", null)]
    [InlineData("error", DiagnosticSeverity.Error)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    public void EditorConfigSeverity_IsFollowed(string configured, DiagnosticSeverity? expected)
    {
        CSharpCompilation compilation = Workbench.Compile("""
            [Network]
            public partial class Net
            {
                [Dense(8)] private partial Tensor Mean(Tensor x);
                [Forward] private Tensor Encode([Shape(4)] Tensor x) => Mean(x);
            }
            """);
        compilation = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig($"[*.cs]\ndotnet_diagnostic.CN0030.severity = {configured}")));

        DiagnosticSeverity? found = Workbench.Run(compilation).Findings.SingleOrDefault()?.Severity;

        Assert.Equal(expected, found);
    }

    private static string TextAt(Location location) => location.SourceTree!.GetText().ToString(location.SourceSpan);

    /// <summary>An .editorconfig over all sources, as the compiler reads it.</summary>
    private sealed class EditorConfig(string text) : SyntaxTreeOptionsProvider
    {
        private readonly AnalyzerConfigSet set = AnalyzerConfigSet.Create(new List<AnalyzerConfig> { AnalyzerConfig.Parse(text, "/.editorconfig") });

        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath("/" + tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }
}
