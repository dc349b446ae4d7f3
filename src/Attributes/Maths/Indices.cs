namespace CompiledNets;

public static partial class Ops
{
    /// <summary>1 at the place of each token and 0 elsewhere, on a new last axis: (…) to (…, classes). PyTorch's <c>one_hot</c>.</summary>
    /// <param name="tokens">Each from 0 to classes − 1, others are an exception of the emitted call.</param>
    /// <param name="classes">The extent of the new axis.</param>
    public static Tensor OneHot(Tokens tokens, int classes) => throw Description.Only;

    /// <summary>Adds values up by index along the last axis, the reverse of <see cref="Gather"/>: (…, m) to (…, count),
    /// <c>y[…, index[…, j]] += x[…, j]</c> over zeros. PyTorch's <c>scatter_add(dim=-1)</c>.</summary>
    /// <param name="x">(…, m).</param>
    /// <param name="index">Of x's shape; each from 0 to count − 1, others are an exception of the emitted call.</param>
    /// <param name="count">The extent of the last axis of the result.</param>
    public static Tensor ScatterAdd(Tensor x, Tokens index, int count) => throw Description.Only;
}
