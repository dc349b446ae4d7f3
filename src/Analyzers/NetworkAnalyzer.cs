using System.Collections.Immutable;
using System.Globalization;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CompiledNets.Analyzers;

/// <summary>Reports what is wrong with a network while it is being typed: reading, wiring and shapes. It runs the generator's own
/// front end and graph builder, so the two cannot disagree.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    private const string NetworkAttribute = "CompiledNets.NetworkAttribute";

    /// <summary>Lives as long as the analyzer does, which in an editor is across edits.</summary>
    internal KnownFindings Known { get; } = new();

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. Rules.ById.Values.Where(rule => rule.IsEnabledByDefault).OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(NetworkAttribute) is { } attribute)
            {
                start.RegisterSymbolAction(symbol => Analyze(symbol, attribute), SymbolKind.NamedType);
            }
        });
    }

    private void Analyze(SymbolAnalysisContext context, INamedTypeSymbol attribute)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.GetAttributes().Any(given => SymbolEqualityComparer.Default.Equals(given.AttributeClass, attribute)))
        {
            return;
        }

        Reading reading = NetworkReader.Read(type, context.Compilation, context.CancellationToken);
        var reported = new HashSet<(string Id, Location Location)>();
        foreach (Fault fault in Known.Of(reading.Spec))
        {
            // A helper that is called twice, or an entry point that another one calls, is read twice but wrong once.
            if (reported.Add((fault.Id, reading.Sources.Location(fault.Site))))
            {
                context.ReportDiagnostic(Diagnostic(fault, reading.Sources));
            }
        }
    }

    private static Diagnostic Diagnostic(Fault fault, SourceMap sources)
    {
        // Arguments carry marks of places; the descriptor formats them when it is shown.
        object[] arguments = [.. fault.Arguments.Select(argument => SiteMark.Resolve(argument, site => OnLine(sources.Location(site))))];
        return Microsoft.CodeAnalysis.Diagnostic.Create(
            Rules.ById[fault.Id], sources.Location(fault.Site), sources.Callers(fault.Site), Properties(fault, sources), arguments);
    }

    /// <summary>The facts for code fixes. A fix changes the file that the diagnostic is in: places elsewhere are left out.</summary>
    private static ImmutableDictionary<string, string?> Properties(Fault fault, SourceMap sources)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        SyntaxTree? tree = sources.Location(fault.Site).SourceTree;
        foreach (Fact fact in fault.Facts)
        {
            bool isElsewhere = false;
            string value = SiteMark.Resolve(fact.Value, site =>
            {
                Location location = sources.Location(site);
                isElsewhere |= location.SourceTree != tree;
                return string.Format(CultureInfo.InvariantCulture, "{0}:{1}", location.SourceSpan.Start, location.SourceSpan.Length);
            });
            properties = isElsewhere ? properties : properties.SetItem(fact.Name, value);
        }

        return properties;
    }

    private static string OnLine(Location location) =>
        " on line " + (location.GetLineSpan().StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
}
