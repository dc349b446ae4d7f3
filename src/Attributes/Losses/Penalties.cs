namespace CompiledNets;

public static partial class Ops
{
    /// <summary>The sum of the squares of all parameters of a part, biases too: one number, the same for all samples. Add it to a loss:
    /// <c>SoftmaxCrossEntropy(Head(x), label) + 1e-4f * L2Penalty(nameof(Head))</c>. PyTorch writes it
    /// <c>sum(p.square().sum() for p in head.parameters())</c>.</summary>
    /// <remarks>Its gradient is twice the parameters; the weight decay of an optimiser such as <c>Sgd</c> is that of half of it.</remarks>
    /// <param name="part">A part that the objective calls, or an entry point, whose name stands for its inline layers.</param>
    public static Tensor L2Penalty(string part) => throw Description.Only;

    /// <summary>The sum of the magnitudes of all parameters of a part, biases too, which draws many of them to 0 (Tibshirani 1996): one
    /// number, the same for all samples. PyTorch writes it <c>sum(p.abs().sum() for p in head.parameters())</c>.</summary>
    /// <param name="part">A part that the objective calls, or an entry point, whose name stands for its inline layers.</param>
    public static Tensor L1Penalty(string part) => throw Description.Only;
}
