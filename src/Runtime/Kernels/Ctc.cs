using System.ComponentModel;

namespace CompiledNets.Kernels;

/// <summary>Connectionist temporal classification (Graves et al. 2006), of each sample by itself. Labels and lengths of fewer samples
/// start again at their end: one for all samples serves each of them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Ctc
{
    /// <summary>losses[n] = −ln p(labels | softmax(logits)) / labels: ∞ where the labels do not fit into the steps, or 0 if the shape
    /// says so.</summary>
    /// <param name="shape">The extents.</param>
    /// <param name="samples">The samples at hand.</param>
    /// <param name="logits">[samples, steps, classes].</param>
    /// <param name="labels">[samples, labels].</param>
    /// <param name="inputLengths">How many steps each sample has; empty if all have all.</param>
    /// <param name="labelLengths">How many labels each sample has.</param>
    /// <param name="losses">[samples].</param>
    public static void Forward(
        CtcShape shape, int samples, ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> labelLengths, Span<float> losses)
    {
        for (int sample = 0; sample < samples; sample++)
        {
            CtcLattice lattice = Lattice(shape, sample, logits, labels, inputLengths, labelLengths);
            double surprise = lattice.Forward(), weight = shape.Weight(surprise, lattice.Labels);
            losses[sample] = weight == 0 ? 0f : (float)(surprise * weight);
        }
    }

    /// <summary>dLogits = dLosses·(softmax(logits) − p(each step's class | labels)) / labels, and 0 past a sample's steps. NaN where the
    /// loss is infinite.</summary>
    public static void Gradient(
        CtcShape shape, int samples, ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, ReadOnlySpan<int> inputLengths,
        ReadOnlySpan<int> labelLengths, ReadOnlySpan<float> dLosses, Span<float> dLogits)
    {
        int size = shape.Steps * shape.Classes;
        for (int sample = 0; sample < samples; sample++)
        {
            CtcLattice lattice = Lattice(shape, sample, logits, labels, inputLengths, labelLengths);
            Span<float> gradient = dLogits.Slice(sample * size, size);
            double surprise = lattice.Forward(), weight = shape.Weight(surprise, lattice.Labels);
            Span<float> seen = gradient[..(lattice.Steps * shape.Classes)];
            gradient[seen.Length..].Clear();
            if (double.IsPositiveInfinity(surprise))
            {
                seen.Fill(weight == 0 ? 0f : float.NaN);
            }
            else
            {
                lattice.Backward((float)(dLosses[sample] * weight), seen);
            }
        }
    }

    private static CtcLattice Lattice(
        CtcShape shape, int sample, ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, ReadOnlySpan<int> inputLengths, ReadOnlySpan<int> labelLengths)
    {
        int size = shape.Steps * shape.Classes;
        int steps = inputLengths.IsEmpty ? shape.Steps : inputLengths[sample % inputLengths.Length];
        return new CtcLattice(
            shape, logits.Slice(sample * size, steps * shape.Classes),
            labels.Slice(sample * shape.Labels % labels.Length, labelLengths[sample % labelLengths.Length]));
    }
}
