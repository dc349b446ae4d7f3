namespace CompiledNets;

/// <summary>The loss that ends a class-level chain, and makes its objective <c>Loss</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class LossAttribute : LayerAttribute;
