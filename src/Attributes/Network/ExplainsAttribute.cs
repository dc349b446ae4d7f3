namespace CompiledNets;

/// <summary>Asks for the gradients of a forward entry point's outputs by its float inputs, which saliency and integrated gradients
/// need: <c>[Forward, Explains]</c>, and for a chain <c>[Network, Explains, Input(1, 28, 28)]</c>. Emitted beside <c>Logits(...)</c> is
/// <c>LogitsInputGradients(...)</c>, which <c>Explain</c> calls; without the attribute there is no such code.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
public sealed class ExplainsAttribute : Attribute;
