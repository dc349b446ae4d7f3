using System.Collections.Immutable;
using System.Diagnostics;
using CompiledNets.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledNets.Benchmarks.CompileTime;

/// <summary>What the analyzer costs an editor: Roslyn's own driver over a project that changes by a keystroke at a time.</summary>
internal sealed class Analysis
{
    private readonly NetworkAnalyzer analyzer = new();

    /// <summary>Networks analysed so far: the others had the spec that they had before.</summary>
    public int Analyses => analyzer.Known.Analyses;

    /// <summary>Analyses a project as it is after an edit.</summary>
    /// <returns>Milliseconds that passed, with Roslyn's binding of the project for its own diagnostics, and those of them that the driver
    /// counted as the analyzer's.</returns>
    public (double All, double Analyzer) Run(CSharpCompilation compilation)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        long start = Stopwatch.GetTimestamp();
        var driver = new CompilationWithAnalyzers(compilation, [analyzer], options);
        ImmutableArray<Diagnostic> findings = driver.GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        double all = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (findings.FirstOrDefault(finding => finding.Severity >= DiagnosticSeverity.Warning) is { } finding)
        {
            throw new InvalidOperationException($"A network of the benchmark is wrong: {finding}");
        }

        TimeSpan counted = driver.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime;
        return (all, counted.TotalMilliseconds);
    }
}
