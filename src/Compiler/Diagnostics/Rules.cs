using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.Diagnostics;

/// <summary>Every diagnostic of the product. CN0xxx: the reader cannot read it; CN1xxx: wiring and shapes.</summary>
internal static class Rules
{
    // ---- CN0xxx: reading ----------------------------------------------------------------------------------------

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "CN0001", "A network must be partial", "'{0}' must be declared partial, so that its code can be emitted: write 'partial class {0}'");

    // ---- CN1xxx: wiring and shapes ------------------------------------------------------------------------------

    /// <summary>Every descriptor by its id.</summary>
    public static ImmutableDictionary<string, DiagnosticDescriptor> ById { get; } =
        new[] { NotPartial }.ToImmutableDictionary(rule => rule.Id);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, "CompiledNets", severity, isEnabledByDefault: true);
}
