using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Cosines and sines of the angles t·period^(-2i/d) for each step t and each pair i of a head of d columns.</summary>
/// <remarks>Each stands twice, once for each column of its pair; y[2i] = x[2i]·cos - x[2i+1]·sin and y[2i+1] = x[2i+1]·cos + x[2i]·sin
/// put the first sine's sign into the table.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RotaryTable
{
    private readonly float[] cosines;
    private readonly float[] sines;
    private readonly float[] oppositeSines;

    /// <summary>Computes the table once, in double.</summary>
    /// <param name="steps">Steps of a sequence.</param>
    /// <param name="headWidth">Columns of a head, an even number.</param>
    /// <param name="period">The slowest pair turns once in about 2π·period steps.</param>
    public RotaryTable(int steps, int headWidth, double period)
    {
        Steps = steps;
        HeadWidth = headWidth;
        int size = checked(steps * headWidth);
        (cosines, sines, oppositeSines) = (new float[size], new float[size], new float[size]);
        for (int index = 0; index < size; index++)
        {
            (int step, int column) = Math.DivRem(index, headWidth);
            (double sine, double cosine) = Math.SinCos(step * Math.Pow(period, -(column & ~1) / (double)headWidth));
            cosines[index] = (float)cosine;
            sines[index] = (float)(column % 2 == 0 ? -sine : sine);
            oppositeSines[index] = -sines[index];
        }
    }

    internal int Steps { get; }

    internal int HeadWidth { get; }

    internal ReadOnlySpan<float> Cosines => cosines;

    internal ReadOnlySpan<float> Sines => sines;

    internal ReadOnlySpan<float> OppositeSines => oppositeSines;
}
