using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.Diagnostics;

// CN3xxx: what a network costs. Hints are suggestions; a budget is the user's own rule, and an error.
internal static partial class Rules
{
    /// <summary>{0}: the network; {1}: what it costs; {2}: the limit; {3}: the three largest contributors.</summary>
    public static readonly DiagnosticDescriptor OverBudget = Error(
        "CN3010", "The budget is exceeded",
        "'{0}' has {1}, but its budget is {2}: the most comes from {3}. Make these smaller, or raise the budget.");
}
