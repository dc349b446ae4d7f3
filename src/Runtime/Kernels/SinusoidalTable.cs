using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>The fixed positions of Vaswani et al. 2017: PE[t, 2i] = sin(t/10000^(2i/width)), PE[t, 2i+1] = cos of the same angle.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SinusoidalTable
{
    private const double Longest = 10_000;

    private readonly float[] values;

    /// <summary>Computes the table once, in double.</summary>
    /// <param name="steps">Rows.</param>
    /// <param name="width">Columns; an odd number ends with a sine.</param>
    public SinusoidalTable(int steps, int width)
    {
        values = new float[checked(steps * width)];
        for (int index = 0; index < values.Length; index++)
        {
            (int step, int column) = Math.DivRem(index, width);
            double angle = step / Math.Pow(Longest, (column & ~1) / (double)width);
            values[index] = (float)(column % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        }
    }

    /// <summary>y = the table, [steps, width].</summary>
    /// <exception cref="ArgumentException">The span is too short; nothing was written.</exception>
    public static void Read(SinusoidalTable table, Span<float> y) => table.values.CopyTo(y);
}
