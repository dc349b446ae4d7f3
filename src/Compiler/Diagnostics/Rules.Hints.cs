using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.Diagnostics;

// CN3xxx: what a network costs. Hints are suggestions; a budget is the user's own rule, and an error.
internal static partial class Rules
{
    /// <summary>{0}: layer; {1}: its features; {2}: argument; {3}: features that fill the panels; {4}: the empty part; {5}: what fewer take.</summary>
    public static readonly DiagnosticDescriptor WastedLanes = Hint(
        "CN3001", "Features that waste vector lanes",
        "{0} with {1} {2} takes about as long as with {3}: products are computed in panels of 32 columns, and {4} of them are empty here. "
        + "Write {3}{5}.");

    /// <summary>{0}: what the layer reads; {1}: the image that was flattened; {2}: weights; {3}: their share; {4}, {5}: the same after pooling.</summary>
    public static readonly DiagnosticDescriptor HugeFlatten = Hint(
        "CN3002", "A dense layer over a huge flatten",
        "Dense on {0}, which is all of {1}, has {2} weights, {3} of the network's parameters: each position has its own. GlobalAveragePool before it "
        + "leaves {4}, and {5} weights.");

    /// <summary>{0}: the call that was first; {1}: the entry point; {2}: what the second costs.</summary>
    public static readonly DiagnosticDescriptor RepeatedWork = Hint(
        "CN3003", "The same is computed twice",
        "This repeats what {0} has computed from the same value in '{1}': the dropout in it draws anew, so that training computes both, {2} more "
        + "for each sample. Keep the first in a local; two draws may be meant.");

    /// <summary>{0}: op; {1}: what it always is, and why; {2}: advice.</summary>
    public static readonly DiagnosticDescriptor ConstantValue = Hint(
        "CN3004", "A value is the same at each call",
        "{0} is always {1}. {2}.");

    /// <summary>{0}: why; {1}: advice.</summary>
    public static readonly DiagnosticDescriptor UnfoldedNorm = Hint(
        "CN3005", "A batch norm cannot be folded",
        "Inference computes this BatchNorm by itself, because {0}; after a convolution or dense layer it would be part of the weights and cost "
        + "nothing. {1}.");

    /// <summary>{0}: the network; {1}: what it costs; {2}: the limit; {3}: the three largest contributors.</summary>
    public static readonly DiagnosticDescriptor OverBudget = Error(
        "CN3010", "The budget is exceeded",
        "'{0}' has {1}, but its budget is {2}: the most comes from {3}. Make these smaller, or raise the budget.");

    /// <summary>{0}: op; {1}: shapes and cost.</summary>
    public static readonly DiagnosticDescriptor InlineShape = OffByDefault(
        "CN3020", "What a call makes, and what it costs", "{0}: {1}");
}
