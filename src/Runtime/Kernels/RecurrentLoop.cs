using System.Runtime.Intrinsics;

namespace CompiledNets.Kernels;

/// <summary>The loop over time, for all kinds of cells: all samples at hand take a step together, so that each step is one product
/// W·h of as many rows.</summary>
internal static unsafe class RecurrentLoop
{
    /// <summary>From this many steps on, W is transposed once: products then read it as it lies.</summary>
    private const int StepsWorthTransposingFor = 4;

    /// <summary>Fills <paramref name="rows"/> [samples, steps, States (+ Kept) blocks]. The bias is added to W·h.</summary>
    public static void Forward<TCell>(
        in RecurrentShape shape, int samples, TCell cell, ReadOnlySpan<float> p, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias,
        ReadOnlySpan<float> hidden, ReadOnlySpan<float> initialCell, Span<float> rows)
        where TCell : struct, IRecurrentCell
    {
        int units = shape.Units, gates = TCell.Gates * units, width = Width<TCell>(shape);
        Check<TCell>(shape, samples, weight.Length, hidden.Length, initialCell.Length);
        SpanChecks.Holds(bias.Length, bias.IsEmpty ? 0 : gates, nameof(bias));
        bias = bias.IsEmpty ? bias : bias[..gates];
        SpanChecks.Holds(p.Length, (long)samples * shape.Steps * gates, nameof(p));
        SpanChecks.Holds(rows.Length, (long)samples * shape.Steps * width, nameof(rows));

        bool transposes = shape.Steps >= StepsWorthTransposingFor;
        var scratch = new RecurrentScratch(samples, units, gates, transposes ? weight.Length : 0);
        if (transposes)
        {
            Transpose(weight, gates, units, scratch.Weight);
        }

        for (int turn = 0; turn < shape.Steps; turn++)
        {
            Fill(scratch.Gates, bias);
            if (turn > 0 || shape.HasInitial)
            {
                Multiply(samples, gates, units, turn == 0 ? hidden : scratch.Hidden, weight, scratch.Weight, scratch.Gates);
            }

            int step = shape.StepAt(turn);
            for (int sample = 0; sample < samples; sample++)
            {
                Span<float> row = rows.Slice((sample * shape.Steps + step) * width, width);
                var before = Before.Of<TCell>(shape, turn, sample, rows, width, hidden, initialCell, scratch.Zeros);
                cell.Forward(
                    p.Slice((sample * shape.Steps + step) * gates, gates), scratch.Gates.Slice(sample * gates, gates), before.Hidden,
                    before.Cell, row);
                row[..units].CopyTo(scratch.Hidden[(sample * units)..]);
            }
        }
    }

    /// <summary>Fills <paramref name="dp"/> [samples, steps (+ 1), Gates blocks]: backpropagation through time (Werbos 1990).</summary>
    public static void Backward<TCell>(
        in RecurrentShape shape, int samples, TCell cell, ReadOnlySpan<float> rows, ReadOnlySpan<float> weight, ReadOnlySpan<float> hidden,
        ReadOnlySpan<float> initialCell, ReadOnlySpan<float> dRows, Span<float> dp)
        where TCell : struct, IRecurrentCell
    {
        int units = shape.Units, gates = TCell.Gates * units, width = Width<TCell>(shape);
        int dSteps = shape.HasInitial ? shape.Steps + 1 : shape.Steps;
        Check<TCell>(shape, samples, weight.Length, hidden.Length, initialCell.Length);
        SpanChecks.Holds(rows.Length, (long)samples * shape.Steps * width, nameof(rows));
        SpanChecks.Holds(dRows.Length, (long)samples * shape.Steps * width, nameof(dRows));
        SpanChecks.Holds(dp.Length, (long)samples * dSteps * gates, nameof(dp));

        var scratch = new RecurrentScratch(samples, units, gates, 0);
        scratch.Hidden.Clear();
        scratch.Cell.Clear();
        for (int turn = shape.Steps - 1; turn >= 0; turn--)
        {
            int step = shape.StepAt(turn);
            for (int sample = 0; sample < samples; sample++)
            {
                var before = Before.Of<TCell>(shape, turn, sample, rows, width, hidden, initialCell, scratch.Zeros);
                int at = (sample * shape.Steps + step) * width;
                cell.Backward(
                    rows.Slice(at, width), before.Hidden, before.Cell, dRows.Slice(at, width), scratch.Hidden.Slice(sample * units, units),
                    scratch.Cell.Slice(sample * units, units), dp.Slice((sample * dSteps + step) * gates, gates),
                    scratch.Gates.Slice(sample * gates, gates));
            }

            if (turn > 0 || shape.HasInitial)
            {
                Gemm.NN(samples, units, gates, scratch.Gates, weight, scratch.Hidden, accumulate: true);
            }
        }

        for (int sample = 0; shape.HasInitial && sample < samples; sample++)
        {
            Span<float> initial = dp.Slice((sample * dSteps + shape.Steps) * gates, gates);
            scratch.Hidden.Slice(sample * units, units).CopyTo(initial);
            if (TCell.States > 1)
            {
                scratch.Cell.Slice(sample * units, units).CopyTo(initial[units..]);
            }

            initial[(TCell.States * units)..].Clear();
        }
    }

    private static int Width<TCell>(in RecurrentShape shape)
        where TCell : struct, IRecurrentCell =>
        (TCell.States + (shape.KeepsGates ? TCell.Kept : 0)) * shape.Units;

    // The same bias for each sample, or zeros.
    private static void Fill(Span<float> gates, ReadOnlySpan<float> bias)
    {
        if (bias.IsEmpty)
        {
            gates.Clear();
            return;
        }

        for (int at = 0; at < gates.Length; at += bias.Length)
        {
            bias.CopyTo(gates[at..]);
        }
    }

    // Both products sum each result in the same order.
    private static void Multiply(
        int samples, int gates, int units, ReadOnlySpan<float> hidden, ReadOnlySpan<float> weight, ReadOnlySpan<float> transposed, Span<float> result)
    {
        if (transposed.IsEmpty)
        {
            Gemm.NT(samples, gates, units, hidden, weight, result, accumulate: true);
        }
        else
        {
            Gemm.NN(samples, gates, units, hidden, transposed, result, accumulate: true);
        }
    }

    private static void Transpose(ReadOnlySpan<float> weight, int rows, int columns, Span<float> target)
    {
        fixed (float* source = weight, result = target)
        {
            new ColumnMajorColumns(source, columns).Pack<Avx2Simd, Vector256<float>>(result, rows, 0, columns, 0, rows);
        }
    }

    private static void Check<TCell>(in RecurrentShape shape, int samples, int weight, int hidden, int cell)
        where TCell : struct, IRecurrentCell
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape.Steps, nameof(shape));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape.Units, nameof(shape));
        SpanChecks.Holds(weight, (long)TCell.Gates * shape.Units * shape.Units, nameof(weight));
        if (shape.HasInitial)
        {
            SpanChecks.Holds(hidden, (long)samples * shape.Units, nameof(hidden));
            SpanChecks.Holds(cell, TCell.States > 1 ? (long)samples * shape.Units : 0, nameof(cell));
        }
    }

    /// <summary>The state of one sample before a turn: the last turn's, the initial one, or zero.</summary>
    private readonly ref struct Before(ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell)
    {
        public readonly ReadOnlySpan<float> Hidden = hidden, Cell = cell;

        public static Before Of<TCell>(
            RecurrentShape shape, int turn, int sample, ReadOnlySpan<float> rows, int width, ReadOnlySpan<float> hidden,
            ReadOnlySpan<float> cell, ReadOnlySpan<float> zeros)
            where TCell : struct, IRecurrentCell
        {
            int units = shape.Units;
            bool hasCell = TCell.States > 1;
            if (turn > 0)
            {
                ReadOnlySpan<float> last = rows.Slice((sample * shape.Steps + shape.StepAt(turn - 1)) * width, width);
                return new Before(last[..units], hasCell ? last.Slice(units, units) : default);
            }

            return shape.HasInitial
                ? new Before(hidden.Slice(sample * units, units), hasCell ? cell.Slice(sample * units, units) : default)
                : new Before(zeros, hasCell ? zeros : default);
        }
    }
}
