namespace CompiledNets;

/// <summary>Makes a private describing method an entry point for inference. The emitted public overload of the same name takes
/// a span per parameter and one per result: <c>Logits(ReadOnlySpan&lt;float&gt; image, Span&lt;float&gt; result)</c>.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ForwardAttribute : Attribute;
