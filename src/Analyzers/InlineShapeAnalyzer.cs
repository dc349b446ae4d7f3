using System.Collections.Immutable;
using CompiledNets.Compiler;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Hints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledNets.Analyzers;

/// <summary>Shows shapes and cost at each call (CN3020), where a project asks for it: <c>dotnet_diagnostic.CN3020.severity = suggestion</c>. Its one rule
/// is off by default, and the C# compiler runs no analyzer whose rules are all off.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InlineShapeAnalyzer : DiagnosticAnalyzer
{
    private const string NetworkAttribute = "CompiledNets.NetworkAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.InlineShape];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.GetAttributes().Any(given => given.AttributeClass?.ToDisplayString() == NetworkAttribute))
        {
            return;
        }

        Reading reading = NetworkReader.Read(type, context.Compilation, context.CancellationToken);
        if (reading.Spec.IsBroken)
        {
            return;
        }

        // A helper that is called twice has a line for each shape that it meets.
        var calls = InlineShapes.Of(NetworkCompiler.Build(reading.Spec))
            .GroupBy(fault => (Location: reading.Sources.Location(fault.Site), Op: fault.Arguments[0]));
        foreach (var call in calls)
        {
            string text = string.Join("; ", call.Select(fault => fault.Arguments[1]).Distinct());
            context.ReportDiagnostic(Diagnostic.Create(Rules.InlineShape, call.Key.Location, call.Key.Op, text));
        }
    }
}
