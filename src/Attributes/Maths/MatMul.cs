namespace CompiledNets;

public static partial class Ops
{
    /// <summary>The matrix product over the last two axes: (…, m, k) and (…, k, n) to (…, m, n); leading axes broadcast. PyTorch's
    /// <c>matmul</c> on one sample.</summary>
    /// <param name="a">(…, m, k).</param>
    /// <param name="b">(…, k, n).</param>
    public static Tensor MatMul(Tensor a, Tensor b) => throw Description.Only;
}
