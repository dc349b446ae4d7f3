using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Connectionist temporal classification (Graves et al. 2006) of one sample, by one thread or by a group whose threads share the
/// states of a step.</summary>
/// <remarks>
/// The states at each step are the labels and the blank before, between and after them. An alignment stays, moves on by one, or skips a
/// blank between labels that differ. All numbers are logarithms, and each step's are shifted so that the largest is 0, as in the run time's
/// <c>CtcLattice</c>; the shifts are added up in double.
/// </remarks>
internal static partial class DeviceCtc
{
    /// <summary>A sample, and memory for its lattice.</summary>
    internal struct Sample
    {
        public ArrayView<float> Logits;
        public ArrayView<int> Labels;
        public ArrayView<float> Scratch;

        /// <summary>Where the sample begins in each.</summary>
        public int FirstLogit, FirstLabel, FirstScratch;

        /// <summary>The sample's own steps and labels; of the most steps that a sample has.</summary>
        public int Steps, LabelCount, MostSteps;

        public int Classes, Blank;

        /// <summary>Whether a sample whose labels do not fit into its steps counts 0.</summary>
        public bool ZeroInfinity;

        public readonly int States => 2 * LabelCount + 1;

        // α and the emissions of all steps, their sums of exponentials, two rows of β.
        public readonly int Alpha(int step) => FirstScratch + step * States;

        public readonly int Emission(int step) => FirstScratch + (Steps + step) * States;

        public readonly int Beta(int step) => FirstScratch + (2 * Steps + (step & 1)) * States;

        public readonly int LogSum(int step) => FirstScratch + (2 * Steps + 2) * States + step;

        public readonly int Row(int step) => FirstLogit + step * Classes;

        public readonly int ClassOf(int state) => (state & 1) == 0 ? Blank : Labels[FirstLabel + (state >> 1)];

        // Whether state s may follow s - 2.
        public readonly bool Skips(int state) => (state & 1) != 0 && state > 1 && ClassOf(state) != ClassOf(state - 2);
    }

    /// <summary>Floats of scratch memory that a sample needs.</summary>
    internal static int ScratchFloats(int mostSteps, int mostLabels) => (2 * mostSteps + 2) * (2 * mostLabels + 1) + mostSteps;

    /// <summary>-ln p(labels | softmax(logits)) / labels: ∞ where the labels do not fit into the steps, or 0 if the sample says so.</summary>
    internal static float Loss<TScope>(Sample sample)
        where TScope : struct, IScope
    {
        double surprise = Forward<TScope>(sample), weight = Weight(sample, surprise);
        return weight == 0.0 ? 0f : (float)(surprise * weight);
    }

    // What a sample's -ln p counts.
    private static double Weight(Sample sample, double surprise) =>
        sample.ZeroInfinity && surprise == double.PositiveInfinity ? 0.0 : 1.0 / (sample.LabelCount < 1 ? 1 : sample.LabelCount);

    // Fills α[t, s] = ln Σ p(steps 0 to t) over the alignments that are in state s at step t, shifted. Returns -ln p(labels).
    private static double Forward<TScope>(Sample sample)
        where TScope : struct, IScope
    {
        double shift = 0.0;
        for (int step = 0; step < sample.Steps; step++)
        {
            DeviceLogSoftmax.Statistics row = DeviceLogSoftmax.Of<TScope>(sample.Logits, sample.Row(step), sample.Classes);
            float logSum = row.Max + row.LogSum, max = float.NegativeInfinity;
            if (TScope.First == 0)
            {
                sample.Scratch[sample.LogSum(step)] = logSum;
            }

            for (int state = TScope.First; state < sample.States; state += TScope.Stride)
            {
                float emission = sample.Logits[sample.Row(step) + sample.ClassOf(state)] - logSum;
                float alpha = Reach(sample, step, state) + emission;
                sample.Scratch[sample.Emission(step) + state] = emission;
                sample.Scratch[sample.Alpha(step) + state] = alpha;
                max = DeviceMath.Max(max, alpha);
            }

            shift += Rescale<TScope>(sample, sample.Alpha(step), max);
        }

        return Surprise(sample, shift);
    }

    // The ways into a state: from none at the first step, but into the first blank and the first label.
    private static float Reach(Sample sample, int step, int state)
    {
        const float None = float.NegativeInfinity;
        if (step == 0)
        {
            return state < 2 ? 0f : None;
        }

        int before = sample.Alpha(step - 1) + state;
        return LogSum(
            sample.Scratch[before], state > 0 ? sample.Scratch[before - 1] : None, sample.Skips(state) ? sample.Scratch[before - 2] : None);
    }

    // -ln p: the last step says the blank at the end, or the last label.
    private static double Surprise(Sample sample, double shift)
    {
        if (sample.Steps == 0)
        {
            return sample.LabelCount == 0 ? 0.0 : double.PositiveInfinity;
        }

        int last = sample.Alpha(sample.Steps - 1) + sample.States - 1;
        float blank = sample.Scratch[last], label = sample.LabelCount > 0 ? sample.Scratch[last - 1] : float.NegativeInfinity;
        float end = LogSum(blank, label, float.NegativeInfinity);
        return end == float.NegativeInfinity ? double.PositiveInfinity : -(shift + end);
    }

    // Subtracts the largest of a row of states from all and returns it; from states none of which can be, nothing.
    private static float Rescale<TScope>(Sample sample, int start, float ownMax)
        where TScope : struct, IScope
    {
        float max = TScope.Max(ownMax), shift = max == float.NegativeInfinity ? 0f : max;
        for (int state = TScope.First; state < sample.States; state += TScope.Stride)
        {
            sample.Scratch[start + state] -= shift;
        }

        TScope.Meet();
        return shift;
    }

    // ln(eᵃ + eᵇ + eᶜ), which is -∞ where all of them are.
    private static float LogSum(float a, float b, float c)
    {
        float max = DeviceMath.Max(DeviceMath.Max(a, b), c), shift = max == float.NegativeInfinity ? 0f : max;
        return shift + DeviceMath.Log(DeviceMath.Exp(a - shift) + DeviceMath.Exp(b - shift) + DeviceMath.Exp(c - shift));
    }
}
