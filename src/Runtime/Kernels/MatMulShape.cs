using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>How many values an operand moves on by from one product to the next; 0 where the same matrix is used again.</summary>
/// <param name="Sample">From one sample to the next.</param>
/// <param name="Matrix">From one matrix of a sample to the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MatrixSteps(int Sample, int Matrix)
{
    /// <summary>Values from the operand's beginning to the end of its last matrix of <paramref name="size"/> values.</summary>
    internal long Needed(int samples, int matrices, long size) =>
        (samples - 1L) * Sample + (matrices - 1L) * Matrix + size;
}

/// <summary>The sizes of the products of one sample, and how operands are repeated among products.</summary>
/// <param name="Matrices">Products in a sample.</param>
/// <param name="Rows">Rows of each result.</param>
/// <param name="Columns">Columns of each result.</param>
/// <param name="Depth">Terms of each sum.</param>
/// <param name="Left">Where the left operands lie.</param>
/// <param name="Right">Where the right operands lie.</param>
/// <param name="Result">Where the results lie; products with the same place are summed.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct MatMulShape(
    int Matrices, int Rows, int Columns, int Depth, MatrixSteps Left, MatrixSteps Right, MatrixSteps Result)
{
    /// <exception cref="ArgumentException">An operand is too short; nothing was written.</exception>
    internal void Check(int samples, int left, int right, int result)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        if (samples > 0)
        {
            SpanChecks.Holds(left, Left.Needed(samples, Matrices, (long)Rows * Depth), nameof(left));
            SpanChecks.Holds(right, Right.Needed(samples, Matrices, (long)Depth * Columns), nameof(right));
            SpanChecks.Holds(result, Result.Needed(samples, Matrices, (long)Rows * Columns), nameof(result));
        }
    }
}
