namespace CompiledNets;

/// <summary>Limits what an objective gives gradients to: <c>[Objective, Trains(nameof(Head))]</c>. The rest is frozen, and gets no
/// gradient code. Without it an objective trains all that it reaches.</summary>
/// <param name="names">Parts, and entry points for their inline layers.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class TrainsAttribute(params string[] names) : Attribute
{
    /// <summary>Parts, and entry points for their inline layers.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
