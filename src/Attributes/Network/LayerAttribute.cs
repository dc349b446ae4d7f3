namespace CompiledNets;

/// <summary>A layer of a chain. On a network class the chain is the whole network, on a partial method a part of one; layers
/// apply in source order: <c>[Conv2D(32, 3), ReLU, MaxPool2D(2)]</c>.</summary>
/// <remarks>What an inline call of the same name takes as <c>stride: 2</c>, an attribute takes as <c>Stride = 2</c>.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute;
