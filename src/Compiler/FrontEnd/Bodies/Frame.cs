using Microsoft.CodeAnalysis;

namespace CompiledNets.Compiler.FrontEnd.Bodies;

/// <summary>One call in the course of reading: an entry point, or a helper that is read in place of its call.</summary>
/// <param name="Body">The method.</param>
/// <param name="Caller">The call around it, or null for the entry point that is being read.</param>
/// <param name="CallSite">The site of the call, or -1.</param>
/// <param name="Scope">Where its inline layers are counted.</param>
/// <param name="Entry">The entry point that owns its inline layers.</param>
internal sealed record Frame(MethodBody Body, Frame? Caller, int CallSite, PlaceScope Scope, string Entry)
{
    /// <summary>Parameters and locals.</summary>
    public Dictionary<ISymbol, Value> Variables { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What was returned so far.</summary>
    public Value? Result { get; set; }

    /// <summary>Whether this is an entry point's own call, whichever entry point called it.</summary>
    public bool IsEntry => Caller is null || Caller.Entry != Entry;
}
