using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.Diagnostics;

// CN1xxx: wiring and shapes.
internal static partial class Rules
{
    /// <summary>{0}: what lacks a shape; {1}: what to write.</summary>
    public static readonly DiagnosticDescriptor MissingShape = Error(
        "CN1001", "The shape of an input is missing", "The shape of {0} is not given: write '{1}', per sample and without the batch");

    /// <summary>{0}: the name; {1}: the attribute; {2}: the names there are.</summary>
    public static readonly DiagnosticDescriptor UnknownName = Error(
        "CN1002", "No part or entry point of that name", "'{0}' in {1} is no part or entry point of this network: name one of {2}");
}
