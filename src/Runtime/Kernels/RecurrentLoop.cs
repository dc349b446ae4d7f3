namespace CompiledNets.Kernels;

/// <summary>Runs over time, for all kinds of cells: all samples at hand take a step together, so that each step is one product
/// W·h of as many rows.</summary>
internal static unsafe class RecurrentLoop
{
    /// <summary>Fills <paramref name="rows"/> [samples, steps, States (+ Kept) blocks]. The bias is added to W·h.</summary>
    public static void Forward<TCell>(
        in RecurrentShape shape, int samples, TCell cell, ReadOnlySpan<float> p, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias,
        ReadOnlySpan<float> hidden, ReadOnlySpan<float> initialCell, Span<float> rows)
        where TCell : struct, IRecurrentCell
    {
        int gates = TCell.Gates * shape.Units;
        int packed = shape.PackedWeight ? RecurrentPacking.Floats(gates, shape.Units) : 0;
        Check<TCell>(shape, samples, packed, weight.Length, hidden.Length, initialCell.Length);
        SpanChecks.Holds(bias.Length, bias.IsEmpty ? 0 : gates, nameof(bias));
        SpanChecks.Holds(p.Length, (long)samples * shape.Steps * gates, nameof(p));
        SpanChecks.Holds(rows.Length, (long)samples * shape.Steps * shape.Width<TCell>(), nameof(rows));
        fixed (float* atP = p, atWeight = weight, atBias = bias, atHidden = hidden, atCell = initialCell, atRows = rows)
        {
            SimdLevels.Run(SimdLevels.Best, new RecurrentForward<TCell>
            {
                Shape = shape, Samples = samples, Step = cell, P = atP, Weight = atWeight, Bias = atBias, Hidden = atHidden, Cell = atCell, Rows = atRows,
            });
        }
    }

    /// <summary>Fills <paramref name="dp"/> [samples, steps (+ 1), Gates blocks]: backpropagation through time (Werbos 1990).</summary>
    public static void Backward<TCell>(
        in RecurrentShape shape, int samples, TCell cell, ReadOnlySpan<float> rows, ReadOnlySpan<float> weight, ReadOnlySpan<float> hidden,
        ReadOnlySpan<float> initialCell, ReadOnlySpan<float> dRows, Span<float> dp)
        where TCell : struct, IRecurrentCell
    {
        int dSteps = shape.HasInitial ? shape.Steps + 1 : shape.Steps;
        int packed = shape.PackedWeight ? RecurrentPacking.Floats(shape.Units, TCell.Gates * shape.Units) : 0;
        Check<TCell>(shape, samples, packed, weight.Length, hidden.Length, initialCell.Length);
        SpanChecks.Holds(rows.Length, (long)samples * shape.Steps * shape.Width<TCell>(), nameof(rows));
        SpanChecks.Holds(dRows.Length, (long)samples * shape.Steps * shape.GradientWidth<TCell>(), nameof(dRows));
        SpanChecks.Holds(dp.Length, (long)samples * dSteps * TCell.Gates * shape.Units, nameof(dp));
        fixed (float* atRows = rows, atWeight = weight, atHidden = hidden, atCell = initialCell, atDRows = dRows, atDp = dp)
        {
            SimdLevels.Run(SimdLevels.Best, new RecurrentBackward<TCell>
            {
                Shape = shape, Samples = samples, Step = cell, Rows = atRows, Weight = atWeight, Hidden = atHidden, Cell = atCell, DRows = atDRows, Dp = atDp,
            });
        }
    }

    private static void Check<TCell>(in RecurrentShape shape, int samples, int packed, int weight, int hidden, int cell)
        where TCell : struct, IRecurrentCell
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape.Steps, nameof(shape));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape.Units, nameof(shape));
        SpanChecks.Holds(weight, Math.Max(packed, (long)TCell.Gates * shape.Units * shape.Units), nameof(weight));
        if (shape.HasInitial)
        {
            SpanChecks.Holds(hidden, (long)samples * shape.Units, nameof(hidden));
            SpanChecks.Holds(cell, TCell.States > 1 ? (long)samples * shape.Units : 0, nameof(cell));
        }
    }
}
