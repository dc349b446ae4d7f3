namespace CompiledNets;

/// <summary>Why a network answers as it does, and whether it treats groups alike. Gradients by inputs are code that has to be asked for:
/// <c>[Forward, Explains]</c>, or <c>[Network, Explains, ...]</c> for a chain.</summary>
/// <example><code>
/// Attribution saliency = Explain.Saliency(net, image);                      // of the greatest score
/// IntegratedAttribution why = Explain.IntegratedGradients(net, image, score: 3);
/// FairnessReport fairness = Explain.Fairness(net.Objectives.Loss, test, group: "sex");
/// </code></example>
public static class Explain
{
    /// <summary>The gradient of a score by each value of the input: to first order, how much the score changes with it (Simonyan, Vedaldi
    /// and Zisserman 2013).</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">What its entry point takes: one tensor, any number of samples one after another.</param>
    /// <param name="score">Which value of the output to explain, from 0 on, such as the logit of a class; <c>null</c> for each sample's
    /// greatest.</param>
    /// <param name="forward">The forward entry point, or <c>null</c> for the network's only one.</param>
    /// <param name="output">Which of its outputs, or <c>null</c> for its only one.</param>
    /// <exception cref="ArgumentException">Something that is named does not exist, nothing is named and there are several, or the
    /// samples are no whole ones.</exception>
    /// <exception cref="NotSupportedException">The entry point does not say <c>[Explains]</c>.</exception>
    public static Attribution Saliency(
        INetwork network, ReadOnlySpan<float> samples, int? score = null, string? forward = null, string? output = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Saliency(ExplainedScores.Of(network, samples, forward, output), score);
    }

    /// <summary>Saliency where an entry point takes several inputs.</summary>
    /// <param name="data">The samples: a column for each input, by name; others are ignored.</param>
    /// <param name="input">By which of the inputs, a Tensor; <c>null</c> for the only one.</param>
    /// <param name="scalars">The values of the entry point's <c>float</c> parameters, by name, if it has such.</param>
    /// <inheritdoc cref="Saliency(INetwork, ReadOnlySpan{float}, int?, string?, string?)"/>
    public static Attribution Saliency(
        INetwork network, Dataset data, int? score = null, string? forward = null, string? output = null, string? input = null,
        IReadOnlyDictionary<string, double>? scalars = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        return Saliency(ExplainedScores.Of(network, data, forward, output, input, scalars), score);
    }

    /// <summary>Integrated gradients: shares the score's change from a baseline x′ to the sample x out among the values of the input,
    /// (xᵢ - x′ᵢ)·∫₀¹ ∂F(x′ + α(x - x′))/∂xᵢ dα (Sundararajan, Taly and Yan 2017).</summary>
    /// <param name="baseline">What stands for an absence of signal, one sample or as many as there are; empty for zeros, a black
    /// image.</param>
    /// <param name="steps">Gradients that the integral is computed from, by the midpoint rule: its error falls with their square.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer steps than 1, or the output has no such value.</exception>
    /// <inheritdoc cref="Saliency(INetwork, ReadOnlySpan{float}, int?, string?, string?)"/>
    public static IntegratedAttribution IntegratedGradients(
        INetwork network, ReadOnlySpan<float> samples, ReadOnlySpan<float> baseline = default, int? score = null, int steps = 64,
        string? forward = null, string? output = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return IntegratedGradients(ExplainedScores.Of(network, samples, forward, output), baseline, score, steps);
    }

    /// <summary>Integrated gradients where an entry point takes several inputs: the others stay as they are on the whole way.</summary>
    /// <param name="data">The samples: a column for each input, by name; others are ignored.</param>
    /// <param name="input">By which of the inputs, a Tensor; <c>null</c> for the only one.</param>
    /// <param name="scalars">The values of the entry point's <c>float</c> parameters, by name, if it has such.</param>
    /// <inheritdoc cref="IntegratedGradients(INetwork, ReadOnlySpan{float}, ReadOnlySpan{float}, int?, int, string?, string?)"/>
    public static IntegratedAttribution IntegratedGradients(
        INetwork network, Dataset data, ReadOnlySpan<float> baseline = default, int? score = null, int steps = 64, string? forward = null,
        string? output = null, string? input = null, IReadOnlyDictionary<string, double>? scalars = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        return IntegratedGradients(ExplainedScores.Of(network, data, forward, output, input, scalars), baseline, score, steps);
    }

    /// <summary>A classifier's rates in each group of samples, and the gaps between the groups: demographic parity, equal opportunity and
    /// equalised odds. <see cref="MetricByGroup"/> follows one such rate during training.</summary>
    /// <param name="objective">Says which columns are labels: <c>net.Objectives.Loss</c>. It is not computed.</param>
    /// <param name="data">The samples to judge by, with labels.</param>
    /// <param name="group">The column that tells the groups apart: one int per sample.</param>
    /// <param name="positive">The class that is to be selected for: y = 1 in the formulas.</param>
    /// <param name="forward">The forward entry point, or <c>null</c> for the network's only one.</param>
    /// <param name="labels">The column of labels, or <c>null</c> for the only column that the objective takes and the forward entry point
    /// does not.</param>
    /// <param name="output">Which of the entry point's outputs, or <c>null</c> for its only one.</param>
    /// <param name="threshold">What single outputs must exceed: 0 for logits, 0.5 for probabilities.</param>
    /// <param name="batchSize">Samples per run of the network, at least 1.</param>
    /// <exception cref="ArgumentException">Columns are missing or do not fit.</exception>
    public static FairnessReport Fairness(
        Objective objective, Dataset data, string group, int positive = 1, string? forward = null, string? labels = null, string? output = null,
        float threshold = 0, int batchSize = 256)
    {
        MetricByGroup Rate(string name, bool? labelled) =>
            new(() => new PositiveRate(positive, labelled, forward, labels, output, threshold, name), group);

        MetricByGroup selected = Rate("Selection rate", null), right = Rate("True positive rate", true), wrong = Rate("False positive rate", false);
        objective.Measure(data, [selected, right, wrong], batchSize);
        return new FairnessReport(group, selected, right, wrong);
    }

    private static Attribution Saliency(ExplainedScores scores, int? score)
    {
        scores.Choose(score);
        int size = scores.Input.Size;
        float[] values = new float[scores.Count * size];
        for (int first = 0; first < scores.Count; first += scores.Rows.Count)
        {
            scores.Rows.Clear();
            for (int sample = first; sample < scores.Count && !scores.RowsAreFull; sample++)
            {
                scores.Rows.Add(sample);
            }

            int start = first;
            scores.Gradients(row => start + row).CopyTo(values.AsSpan(first * size));
        }

        return new Attribution(scores.Input, scores.Chosen, values);
    }

    private static IntegratedAttribution IntegratedGradients(ExplainedScores scores, ReadOnlySpan<float> baseline, int? score, int steps)
    {
        Hyperparameter.AtLeast(1, steps, nameof(steps));
        int size = scores.Input.Size;
        float[] from = Baseline(baseline, size, scores.Count);
        float[] atSample = scores.Choose(score);
        float[] atBaseline = scores.Evaluate(sample => scores.Rows.Add(sample, from.AsSpan(sample * size, size), way: 0));
        double[] sums = new double[scores.Count * size];

        // All samples' steps are one long run of points, whatever the batches that they are cut into.
        long points = (long)scores.Count * steps;
        for (long first = 0; first < points; first += scores.Rows.Count)
        {
            scores.Rows.Clear();
            for (long point = first; point < points && !scores.RowsAreFull; point++)
            {
                int sample = (int)(point / steps);
                scores.Rows.Add(sample, from.AsSpan(sample * size, size), (point % steps + 0.5) / steps);
            }

            long start = first;
            ReadOnlySpan<float> gradients = scores.Gradients(row => (int)((start + row) / steps));
            for (int index = 0; index < gradients.Length; index++)
            {
                sums[(first + index / size) / steps * size + index % size] += gradients[index];
            }
        }

        return Integrated(scores, from, sums, steps, [.. atSample.Zip(atBaseline, (to, start) => (double)to - start)]);
    }

    private static IntegratedAttribution Integrated(ExplainedScores scores, float[] from, double[] sums, int steps, double[] changes)
    {
        int size = scores.Input.Size;
        float[] values = new float[sums.Length];
        double[] gaps = [.. changes.Select(change => -change)];
        for (int index = 0; index < values.Length; index++)
        {
            double share = ((double)scores.Samples[index] - from[index]) * sums[index] / steps;
            gaps[index / size] += share;
            values[index] = (float)share;
        }

        return new IntegratedAttribution(scores.Input, scores.Chosen, values, [.. gaps]);
    }

    /// <summary>A baseline for each sample.</summary>
    private static float[] Baseline(ReadOnlySpan<float> baseline, int size, int count)
    {
        float[] all = new float[count * size];
        if (baseline.Length == all.Length)
        {
            baseline.CopyTo(all);
        }
        else if (baseline.Length == size)
        {
            for (int sample = 0; sample < count; sample++)
            {
                baseline.CopyTo(all.AsSpan(sample * size));
            }
        }
        else if (baseline.Length > 0)
        {
            throw new ArgumentException(
                $"'baseline' has {baseline.Length} values: give one sample's {size}, all samples' {all.Length}, or none for zeros.", nameof(baseline));
        }

        return all;
    }
}
