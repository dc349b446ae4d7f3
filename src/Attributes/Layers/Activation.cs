namespace CompiledNets;

/// <summary>The function that a recurrent layer applies to each state. PyTorch's <c>nonlinearity</c>.</summary>
public enum Activation
{
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>max(x, 0).</summary>
    ReLU,
}
