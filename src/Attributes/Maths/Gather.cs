namespace CompiledNets;

public static partial class Ops
{
    /// <summary>Picks along the last axis: (…, n) and an index (…, m) to (…, m), <c>y[…, j] = x[…, index[…, j]]</c>. PyTorch's
    /// <c>gather(dim=-1)</c>.</summary>
    /// <param name="x">(…, n).</param>
    /// <param name="index">x's leading axes, then how many to pick; each from 0 to n − 1, others are an exception of the
    /// emitted call.</param>
    public static Tensor Gather(Tensor x, Tokens index) => throw Description.Only;
}
