using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Many products of row-major matrices, of which any operand may be shared by several: C = A·B for each sample and each
/// matrix of a sample. One product of many rows is <see cref="Gemm"/>'s.</summary>
/// <remarks>Products are made one after another, the samples outermost, each on all cores that are free. So results that are sums
/// over products are summed in that order. Results must not overlap operands.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MatMul
{
    /// <summary>C (+)= A·B, A being [Rows, Depth] and B [Depth, Columns].</summary>
    /// <param name="shape">The sizes and places of the products of one sample.</param>
    /// <param name="samples">Samples at hand.</param>
    /// <param name="left">The matrices A.</param>
    /// <param name="right">The matrices B.</param>
    /// <param name="result">The matrices C.</param>
    /// <param name="accumulate">Add to C, else overwrite it. Must be set where products share a result.</param>
    /// <exception cref="ArgumentException">An operand is too short for the shape; nothing was written.</exception>
    public static void NN(
        in MatMulShape shape, int samples, ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> result, bool accumulate)
    {
        shape.Check(samples, left.Length, right.Length, result.Length);
        for (int product = 0; product < samples * shape.Matrices; product++)
        {
            (int a, int b, int c) = Offsets(shape, product);
            Gemm.NN(shape.Rows, shape.Columns, shape.Depth, left[a..], right[b..], result[c..], accumulate);
        }
    }

    /// <summary>C (+)= A·Bᵀ, A being [Rows, Depth] and B [Columns, Depth].</summary>
    /// <inheritdoc cref="NN"/>
    public static void NT(
        in MatMulShape shape, int samples, ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> result, bool accumulate)
    {
        shape.Check(samples, left.Length, right.Length, result.Length);
        for (int product = 0; product < samples * shape.Matrices; product++)
        {
            (int a, int b, int c) = Offsets(shape, product);
            Gemm.NT(shape.Rows, shape.Columns, shape.Depth, left[a..], right[b..], result[c..], accumulate);
        }
    }

    /// <summary>C (+)= Aᵀ·B, A being [Depth, Rows] and B [Depth, Columns].</summary>
    /// <inheritdoc cref="NN"/>
    public static void TN(
        in MatMulShape shape, int samples, ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> result, bool accumulate)
    {
        shape.Check(samples, left.Length, right.Length, result.Length);
        for (int product = 0; product < samples * shape.Matrices; product++)
        {
            (int a, int b, int c) = Offsets(shape, product);
            Gemm.TN(shape.Rows, shape.Columns, shape.Depth, left[a..], right[b..], result[c..], accumulate);
        }
    }

    private static (int Left, int Right, int Result) Offsets(in MatMulShape shape, int product)
    {
        (int sample, int matrix) = Math.DivRem(product, shape.Matrices);
        return (At(shape.Left), At(shape.Right), At(shape.Result));

        int At(MatrixSteps steps) => sample * steps.Sample + matrix * steps.Matrix;
    }
}
