using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>The states of one sample's alignments: at each step, one for each label and for the blank before, between and after them. An
/// alignment stays, moves on by one, or skips a blank between labels that differ.</summary>
/// <remarks>
/// All numbers are logarithms, and each step's are shifted so that the largest is 0: the states that matter stay near 0 however long the
/// sequence is, where float32 is precise. The shifts are added up in double; the gradient needs none of them, since the probabilities of
/// a step's states sum to 1.
/// </remarks>
internal readonly ref struct CtcLattice
{
    // Rows of α begin with two states that cannot be, so that the first states have predecessors; rows of β end with two.
    private const int Border = 2;

    private readonly CtcShape shape;
    private readonly ReadOnlySpan<float> logits;
    private readonly ReadOnlySpan<int> labels;
    private readonly int states;
    private readonly Span<float> alphas;
    private readonly Span<float> emissions;
    private readonly Span<float> logSums;
    private readonly Span<float> skips;
    private readonly Span<float> beta;
    private readonly Span<float> nextBeta;

    /// <param name="shape">The extents.</param>
    /// <param name="logits">[steps, classes]: the sample's steps.</param>
    /// <param name="labels">The sample's labels.</param>
    public unsafe CtcLattice(CtcShape shape, ReadOnlySpan<float> logits, ReadOnlySpan<int> labels)
    {
        this.shape = shape;
        this.logits = logits;
        this.labels = labels;
        Steps = logits.Length / shape.Classes;
        states = 2 * labels.Length + 1;
        int row = states + Border;
        long floats = (long)Steps * (row + states + 1) + 3 * row;
        var rest = new Span<float>(Scratch.Get(ScratchUse.Alignment, floats), checked((int)floats));
        alphas = Take(ref rest, Steps * row);
        emissions = Take(ref rest, Steps * states);
        logSums = Take(ref rest, Steps);
        skips = Take(ref rest, row);
        beta = Take(ref rest, row);
        nextBeta = Take(ref rest, row);
    }

    public int Steps { get; }

    public int Labels => labels.Length;

    /// <summary>Fills α[t, s] = ln Σ p(steps 0 to t) over the alignments that are in state s at step t, shifted. Returns −ln p(labels),
    /// which is ∞ if there is no alignment.</summary>
    public double Forward()
    {
        if (Steps == 0)
        {
            return labels.IsEmpty ? 0 : double.PositiveInfinity;
        }

        FillSkips();
        double shift = 0;
        for (int t = 0; t < Steps; t++)
        {
            Span<float> alpha = alphas.Slice(t * (states + Border), states + Border);
            ReadOnlySpan<float> emission = Emit(t);
            alpha[..Border].Fill(float.NegativeInfinity);
            Span<float> now = alpha[Border..];
            if (t == 0)
            {
                now.Fill(float.NegativeInfinity);
                emission[..Math.Min(states, 2)].CopyTo(now);
            }
            else
            {
                ReadOnlySpan<float> before = alphas.Slice((t - 1) * (states + Border), states + Border);
                for (int s = 0; s < states; s += Lanes.Count)
                {
                    Vector<float> stays = Lanes.Load(before, s + 2), moves = Lanes.Load(before, s + 1, before.Length - 1);
                    Vector<float> skip = Lanes.Load(before, s, before.Length - 2) + Lanes.Load(skips, s, states);
                    Lanes.Store(now, s, LogSum(stays, moves, skip) + Lanes.Load(emission, s));
                }
            }

            shift += Rescale(now);
        }

        // The last step says the blank at the end, or the last label.
        float blank = alphas[^1], label = states > 1 ? alphas[^2] : float.NegativeInfinity, max = Math.Max(blank, label);
        return float.IsNegativeInfinity(max)
            ? double.PositiveInfinity
            : -(shift + max + Math.Log(Math.Exp(blank - max) + Math.Exp(label - max)));
    }

    /// <summary>dLogits[t, k] = scale·(softmax(logits[t, :])[k] − p(step t says k | labels)), after <see cref="Forward"/> has found an
    /// alignment. β[t, s] is the logarithm of what the steps after t add to state s, shifted.</summary>
    public void Backward(float scale, Span<float> dLogits)
    {
        Span<float> now = beta, other = nextBeta;
        now.Fill(float.NegativeInfinity);
        other.Fill(float.NegativeInfinity);
        now.Slice(Math.Max(0, states - 2), Math.Min(states, 2)).Clear();
        for (int t = Steps - 1; t >= 0; t--)
        {
            if (t < Steps - 1)
            {
                Precede(emissions.Slice((t + 1) * states, states), now, other);
                Span<float> done = now;
                now = other;
                other = done;
            }

            WriteStep(t, now[..states], other[..states], scale, dLogits.Slice(t * shape.Classes, shape.Classes));
        }
    }

    /// <summary>before[s] = ln Σ e^(after[s'] + emission[s']) over the states s' that follow s.</summary>
    private void Precede(ReadOnlySpan<float> emission, Span<float> after, Span<float> before)
    {
        for (int s = 0; s < states; s += Lanes.Count)
        {
            Lanes.Store(after, s, states, Lanes.Load(after, s, states) + Lanes.Load(emission, s));
        }

        for (int s = 0; s < states; s += Lanes.Count)
        {
            Vector<float> skip = Lanes.Load(after, s + 2) + Lanes.Load(skips, s + 2);
            Lanes.Store(before, s, states, LogSum(Lanes.Load(after, s), Lanes.Load(after, s + 1), skip));
        }

        Rescale(before[..states]);
    }

    /// <summary>The gradient by one step's logits; <paramref name="weights"/> is memory for the probabilities of the states.</summary>
    private void WriteStep(int t, ReadOnlySpan<float> betas, Span<float> weights, float scale, Span<float> dRow)
    {
        ReadOnlySpan<float> alpha = alphas.Slice(t * (states + Border) + Border, states), row = logits.Slice(t * shape.Classes, shape.Classes);
        for (int s = 0; s < states; s += Lanes.Count)
        {
            Lanes.Store(weights, s, Lanes.Load(alpha, s) + Lanes.Load(betas, s));
        }

        float share = scale / Sums.Exponentials(weights, Sums.Max(weights), weights);
        Vector<float> logSum = new(logSums[t]), factor = new(scale);
        for (int k = 0; k < row.Length; k += Lanes.Count)
        {
            Lanes.Store(dRow, k, factor * VectorMath.Exp(Lanes.Load(row, k) - logSum));
        }

        for (int s = 0; s < states; s++)
        {
            dRow[ClassOf(s)] -= share * weights[s];
        }
    }

    /// <summary>The log-probabilities of what the states say at step t.</summary>
    private Span<float> Emit(int t)
    {
        ReadOnlySpan<float> row = logits.Slice(t * shape.Classes, shape.Classes);
        Span<float> emission = emissions.Slice(t * states, states);
        float max = Sums.Max(row), logSum = max + MathF.Log(Sums.Exponentials(row, max));
        logSums[t] = logSum;
        for (int s = 0; s < states; s++)
        {
            emission[s] = row[ClassOf(s)] - logSum;
        }

        return emission;
    }

    private int ClassOf(int state) => state % 2 == 0 ? shape.Blank : labels[state / 2];

    /// <summary>0 for states that may follow the one two before them, else −∞.</summary>
    private void FillSkips()
    {
        skips.Fill(float.NegativeInfinity);
        for (int label = 1; label < labels.Length; label++)
        {
            skips[2 * label + 1] = labels[label] == labels[label - 1] ? float.NegativeInfinity : 0f;
        }
    }

    // ln(eᵃ + eᵇ + eᶜ), which is −∞ where all of them are.
    private static Vector<float> LogSum(Vector<float> a, Vector<float> b, Vector<float> c)
    {
        Vector<float> max = VectorMath.Max(VectorMath.Max(a, b), c);
        Vector<float> shift = Vector.ConditionalSelect(Vector.Equals(max, new Vector<float>(float.NegativeInfinity)), default, max);
        return shift + VectorMath.Log(VectorMath.Exp(a - shift) + VectorMath.Exp(b - shift) + VectorMath.Exp(c - shift));
    }

    /// <summary>Subtracts the largest from all and returns it; from states none of which can be, nothing.</summary>
    private static float Rescale(Span<float> row)
    {
        float max = Sums.Max(row);
        if (float.IsNegativeInfinity(max))
        {
            return 0;
        }

        Vector<float> shift = new(max);
        for (int s = 0; s < row.Length; s += Lanes.Count)
        {
            Lanes.Store(row, s, Lanes.Load(row, s) - shift);
        }

        return max;
    }

    private static Span<float> Take(scoped ref Span<float> rest, int floats)
    {
        Span<float> taken = rest[..floats];
        rest = rest[floats..];
        return taken;
    }
}
