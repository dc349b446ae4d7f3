using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Recurrent layers over sequences of samples, and their gradients through time. The input's part of every gate,
/// p = x·W_ihᵀ + biases, is one product over all steps and comes from outside; so do the weights' gradients, which are products of
/// what is returned here. Sequences are [samples, steps, values].</summary>
/// <remarks>
/// <para>A step's row of results begins with the hidden state h, for the LSTM followed by the cell state c; with
/// <see cref="RecurrentShape.KeepsGates"/> the gates follow.</para>
/// <para>A gradient has a row dp for each step and, with <see cref="RecurrentShape.HasInitial"/>, one more, which begins with the
/// gradients of the initial h and c. Samples do not meet, so any range of them can be computed alone, to the same bits.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Recurrent
{
    /// <summary>h' = tanh(p + W·h), or with the rectifier for tanh (Elman 1990; PyTorch's <c>RNN</c>). Rows are h.</summary>
    /// <param name="shape">The sequence.</param>
    /// <param name="samples">Sequences at hand.</param>
    /// <param name="rectifies">ReLU instead of tanh.</param>
    /// <param name="p">[samples, steps, units].</param>
    /// <param name="weight">W [units, units].</param>
    /// <param name="hidden">The initial h [samples, units], or empty.</param>
    /// <param name="rows">[samples, steps, units].</param>
    public static void Rnn(
        in RecurrentShape shape, int samples, bool rectifies, ReadOnlySpan<float> p, ReadOnlySpan<float> weight,
        ReadOnlySpan<float> hidden, Span<float> rows) =>
        RecurrentLoop.Forward(shape, samples, new RnnCell(rectifies), p, weight, default, hidden, default, rows);

    /// <summary>dp of <see cref="Rnn"/>, from the gradient of its rows.</summary>
    public static void RnnGradient(
        in RecurrentShape shape, int samples, bool rectifies, ReadOnlySpan<float> rows, ReadOnlySpan<float> weight,
        ReadOnlySpan<float> hidden, ReadOnlySpan<float> dRows, Span<float> dp) =>
        RecurrentLoop.Backward(shape, samples, new RnnCell(rectifies), rows, weight, hidden, default, dRows, dp);

    /// <summary>Long short-term memory (Hochreiter and Schmidhuber 1997; PyTorch's <c>LSTM</c>): with (i, f, g, o) = p + W·h,
    /// c' = σ(f)·c + σ(i)·tanh(g) and h' = σ(o)·tanh(c'). Rows are h, c, and with gates σ(i), σ(f), tanh(g), σ(o).</summary>
    /// <param name="shape">The sequence.</param>
    /// <param name="samples">Sequences at hand.</param>
    /// <param name="p">[samples, steps, 4·units].</param>
    /// <param name="weight">W [4·units, units].</param>
    /// <param name="hidden">The initial h [samples, units], or empty.</param>
    /// <param name="cell">The initial c [samples, units], or empty.</param>
    /// <param name="rows">[samples, steps, 2·units or 6·units].</param>
    public static void Lstm(
        in RecurrentShape shape, int samples, ReadOnlySpan<float> p, ReadOnlySpan<float> weight, ReadOnlySpan<float> hidden,
        ReadOnlySpan<float> cell, Span<float> rows) =>
        RecurrentLoop.Forward(shape, samples, default(LstmCell), p, weight, default, hidden, cell, rows);

    /// <summary>dp of <see cref="Lstm"/>, from rows with gates and their gradient, of which h and c count.</summary>
    public static void LstmGradient(
        in RecurrentShape shape, int samples, ReadOnlySpan<float> rows, ReadOnlySpan<float> weight, ReadOnlySpan<float> hidden,
        ReadOnlySpan<float> cell, ReadOnlySpan<float> dRows, Span<float> dp) =>
        RecurrentLoop.Backward(shape, samples, default(LstmCell), rows, weight, hidden, cell, dRows, dp);

    /// <summary>Gated recurrent unit (Cho et al. 2014, in PyTorch's form): with (r, z, m) = W·h + bias, r' = σ(p_r + r), z' = σ(p_z + z),
    /// n = tanh(p_n + r'·m) and h' = (1 - z')·n + z'·h. Rows are h, and with gates r', z', n, m.</summary>
    /// <param name="shape">The sequence.</param>
    /// <param name="samples">Sequences at hand.</param>
    /// <param name="p">[samples, steps, 3·units].</param>
    /// <param name="weight">W [3·units, units].</param>
    /// <param name="bias">[3·units], or empty.</param>
    /// <param name="hidden">The initial h [samples, units], or empty.</param>
    /// <param name="rows">[samples, steps, units or 5·units].</param>
    public static void Gru(
        in RecurrentShape shape, int samples, ReadOnlySpan<float> p, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias,
        ReadOnlySpan<float> hidden, Span<float> rows) =>
        RecurrentLoop.Forward(shape, samples, default(GruCell), p, weight, bias, hidden, default, rows);

    /// <summary>dp of <see cref="Gru"/>, from rows with gates and their gradient, of which h counts.</summary>
    public static void GruGradient(
        in RecurrentShape shape, int samples, ReadOnlySpan<float> rows, ReadOnlySpan<float> weight, ReadOnlySpan<float> hidden,
        ReadOnlySpan<float> dRows, Span<float> dp) =>
        RecurrentLoop.Backward(shape, samples, default(GruCell), rows, weight, hidden, default, dRows, dp);

    /// <summary>The gradient of W·h + bias of <see cref="Gru"/>: dp, but with r'·dn in its last third.</summary>
    /// <param name="steps">Steps of all samples at hand.</param>
    /// <param name="units">Values of the hidden state.</param>
    /// <param name="dp">[steps, 3·units].</param>
    /// <param name="rows">[steps, 5·units], with gates.</param>
    /// <param name="dq">[steps, 3·units].</param>
    public static void GruStateGradient(int steps, int units, ReadOnlySpan<float> dp, ReadOnlySpan<float> rows, Span<float> dq)
    {
        for (int step = 0; step < steps; step++)
        {
            int at = step * 3 * units;
            GruCell.StateGradient(units, dp.Slice(at, 3 * units), rows.Slice(step * 5 * units, 5 * units), dq.Slice(at, 3 * units));
        }
    }

    /// <summary>dW += Σ dqᵀ·h over all samples and steps, h being the state before each step. For the entire batch: it uses all cores.</summary>
    /// <param name="shape">The sequence.</param>
    /// <param name="samples">Sequences in the batch.</param>
    /// <param name="gates">Blocks of dq.</param>
    /// <param name="blocks">Blocks of a row of results.</param>
    /// <param name="dq">[samples, steps, gates·units].</param>
    /// <param name="rows">[samples, steps, blocks·units]; rows begin with h.</param>
    /// <param name="hidden">The initial h [samples, units], or empty.</param>
    /// <param name="dWeight">[gates·units, units].</param>
    public static unsafe void WeightGradient(
        in RecurrentShape shape, int samples, int gates, int blocks, ReadOnlySpan<float> dq, ReadOnlySpan<float> rows, ReadOnlySpan<float> hidden,
        Span<float> dWeight)
    {
        int units = shape.Units, steps = checked(samples * shape.Steps);
        SpanChecks.Holds(dq.Length, (long)steps * gates * units, nameof(dq));
        SpanChecks.Holds(rows.Length, (long)steps * blocks * units, nameof(rows));
        SpanChecks.Holds(hidden.Length, shape.HasInitial ? (long)samples * units : 0, nameof(hidden));
        SpanChecks.Holds(dWeight.Length, (long)gates * units * units, nameof(dWeight));
        fixed (float* atDq = dq, atRows = rows, atHidden = hidden, atWeight = dWeight)
        {
            var product = new ParallelProduct<StateColumns>(
                RowOperand.ColumnMajor(atDq, gates * units), new StateColumns(shape, blocks * units, atRows, atHidden), atWeight, gates * units, units, steps,
                accumulate: true);
            SimdLevels.Run(SimdLevels.Best, product);
        }
    }

    /// <summary>Packs W for the steps forward: Wᵀ in panels of columns.</summary>
    /// <param name="rows">Rows of W, gates·units.</param>
    /// <param name="units">Columns of W.</param>
    /// <param name="weight">W [rows, units].</param>
    /// <param name="packed">Room for units times <paramref name="rows"/>, rounded up to a multiple of 64.</param>
    public static unsafe void Pack(int rows, int units, ReadOnlySpan<float> weight, Span<float> packed)
    {
        SpanChecks.Holds(weight.Length, (long)rows * units, nameof(weight));
        SpanChecks.Holds(packed.Length, RecurrentPacking.Floats(rows, units), nameof(packed));
        fixed (float* source = weight, target = packed)
        {
            SimdLevels.Run(SimdLevels.Best, new RecurrentPacking(source, rows, units, transposed: true, target));
        }
    }

    /// <summary>Packs W for the steps back: W itself in panels of columns.</summary>
    /// <param name="packed">Room for <paramref name="rows"/> times units, rounded up to a multiple of 64.</param>
    /// <inheritdoc cref="Pack"/>
    public static unsafe void PackForGradient(int rows, int units, ReadOnlySpan<float> weight, Span<float> packed)
    {
        SpanChecks.Holds(weight.Length, (long)rows * units, nameof(weight));
        SpanChecks.Holds(packed.Length, RecurrentPacking.Floats(units, rows), nameof(packed));
        fixed (float* source = weight, target = packed)
        {
            SimdLevels.Run(SimdLevels.Best, new RecurrentPacking(source, rows, units, transposed: false, target));
        }
    }
}
