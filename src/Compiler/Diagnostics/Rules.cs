using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.Diagnostics;

/// <summary>Every diagnostic of the product. CN0xxx: the reader cannot read it (Rules.Reading.cs); CN1xxx: wiring and shapes
/// (Rules.Wiring.cs, Rules.Shapes.cs); CN2xxx: trains badly (Rules.Stability.cs); CN3xxx: costs much (Rules.Hints.cs).</summary>
internal static partial class Rules
{
    /// <summary>Where each rule's page is: the file of its name in docs/rules.</summary>
    public const string Pages = "https://github.com/compilednets/compilednets/blob/main/docs/rules/";

    /// <summary>Every descriptor by its id. A descriptor is a field of this class, and that is all there is to register.</summary>
    public static ImmutableDictionary<string, DiagnosticDescriptor> ById { get; }

    // In the constructor, because initialisers of partial declarations run in no defined order.
    static Rules()
    {
        ById = typeof(Rules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>()
            .ToImmutableDictionary(rule => rule.Id);
    }

    /// <summary>Whether a network with this finding is only stubbed.</summary>
    public static bool IsError(string id) => ById[id].DefaultSeverity == DiagnosticSeverity.Error;

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Hint(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor OffByDefault(string id, string title, string message) =>
        new(id, title, message, "CompiledNets", DiagnosticSeverity.Info, isEnabledByDefault: false, helpLinkUri: Pages + id + ".md");

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "CompiledNets", severity, isEnabledByDefault: true, helpLinkUri: Pages + id + ".md");
}
