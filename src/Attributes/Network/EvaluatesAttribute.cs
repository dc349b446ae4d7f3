namespace CompiledNets;

/// <summary>Runs parts as in inference while an objective trains others: <c>[Objective, Evaluates(nameof(Backbone))]</c>. Their
/// dropout keeps everything, their batch norm uses its running statistics and leaves them alone.</summary>
/// <param name="names">Parts, and entry points for their inline layers.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class EvaluatesAttribute(params string[] names) : Attribute
{
    /// <summary>Parts, and entry points for their inline layers.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
