using ILGPU;

namespace CompiledNets.Accelerated;

// The backward direction.
internal static partial class DeviceCtc
{
    /// <summary>dLogits = dLoss·(softmax(logits) - p(each step's class | labels)) / labels for all of the sample's <see cref="Sample.MostSteps"/>,
    /// 0 past its own. NaN where the loss is infinite. Where the logits' sample begins, that of dLogits does.</summary>
    internal static void Gradient<TScope>(Sample sample, float dLoss, ArrayView<float> dLogits)
        where TScope : struct, IScope
    {
        double surprise = Forward<TScope>(sample), weight = Weight(sample, surprise);
        bool impossible = surprise == double.PositiveInfinity;
        float blank = impossible && weight != 0.0 ? float.NaN : 0f;
        int seen = sample.Steps * sample.Classes;
        for (int at = TScope.First; at < sample.MostSteps * sample.Classes; at += TScope.Stride)
        {
            dLogits[sample.FirstLogit + at] = at < seen ? blank : 0f;
        }

        TScope.Meet();
        if (!impossible)
        {
            Backward<TScope>(sample, (float)(dLoss * weight), dLogits);
        }
    }

    // β[t, s] is the logarithm of what the steps after t add to state s, shifted.
    private static void Backward<TScope>(Sample sample, float scale, ArrayView<float> dLogits)
        where TScope : struct, IScope
    {
        for (int step = sample.Steps - 1; step >= 0; step--)
        {
            float max = float.NegativeInfinity;
            for (int state = TScope.First; state < sample.States; state += TScope.Stride)
            {
                float beta = Leave(sample, step, state);
                sample.Scratch[sample.Beta(step) + state] = beta;
                max = DeviceMath.Max(max, beta);
            }

            Rescale<TScope>(sample, sample.Beta(step), max);
            WriteStep<TScope>(sample, step, scale, dLogits);
        }
    }

    // The ways out of a state: at the last step, the last two states have said all labels.
    private static float Leave(Sample sample, int step, int state)
    {
        const float None = float.NegativeInfinity;
        if (step == sample.Steps - 1)
        {
            return state >= sample.States - 2 ? 0f : None;
        }

        int after = sample.Beta(step + 1) + state, emission = sample.Emission(step + 1) + state;
        float stays = sample.Scratch[after] + sample.Scratch[emission];
        float moves = state + 1 < sample.States ? sample.Scratch[after + 1] + sample.Scratch[emission + 1] : None;
        bool skips = state + 2 < sample.States && sample.Skips(state + 2);
        return LogSum(stays, moves, skips ? sample.Scratch[after + 2] + sample.Scratch[emission + 2] : None);
    }

    // One step's gradient: softmax, less the share of the states that say a class. α[t, s] becomes e^(α + β - max) on the way.
    private static void WriteStep<TScope>(Sample sample, int step, float scale, ArrayView<float> dLogits)
        where TScope : struct, IScope
    {
        int alpha = sample.Alpha(step), beta = sample.Beta(step), row = sample.Row(step);
        float own = float.NegativeInfinity;
        for (int state = TScope.First; state < sample.States; state += TScope.Stride)
        {
            own = DeviceMath.Max(own, sample.Scratch[alpha + state] + sample.Scratch[beta + state]);
        }

        float max = TScope.Max(own), sum = 0f, blanks = 0f, logSum = sample.Scratch[sample.LogSum(step)];
        for (int state = TScope.First; state < sample.States; state += TScope.Stride)
        {
            float weight = DeviceMath.Exp(sample.Scratch[alpha + state] + sample.Scratch[beta + state] - max);
            sample.Scratch[alpha + state] = weight;
            sum += weight;
            blanks += sample.ClassOf(state) == sample.Blank ? weight : 0f;
        }

        for (int column = TScope.First; column < sample.Classes; column += TScope.Stride)
        {
            dLogits[row + column] = scale * DeviceMath.Exp(sample.Logits[row + column] - logSum);
        }

        float share = scale / TScope.Sum(sum), blank = share * TScope.Sum(blanks);
        TScope.Meet();
        if (TScope.First == 0)
        {
            dLogits[row + sample.Blank] -= blank;
        }

        for (int label = TScope.First; label < sample.LabelCount; label += TScope.Stride)
        {
            SubtractLabel(sample, alpha, label, share, row, dLogits);
        }
    }

    // The first of equal labels takes the shares of all of them, so that a class has one writer.
    private static void SubtractLabel(Sample sample, int alpha, int label, float share, int row, ArrayView<float> dLogits)
    {
        int own = sample.Labels[sample.FirstLabel + label];
        bool isFirst = own != sample.Blank;
        float sum = 0f;
        for (int other = 0; other < sample.LabelCount; other++)
        {
            bool isSame = sample.Labels[sample.FirstLabel + other] == own;
            isFirst = isFirst && !(isSame && other < label);
            sum += isSame ? sample.Scratch[alpha + 2 * other + 1] : 0f;
        }

        if (isFirst)
        {
            dLogits[row + own] -= share * sum;
        }
    }
}
