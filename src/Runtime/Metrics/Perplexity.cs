namespace CompiledNets;

/// <summary>exp of the mean of -ln p(right class): between how many equally likely words a language model hesitates.</summary>
/// <remarks>Outputs are (…, classes), labels are ints (…).</remarks>
/// <param name="forward">The forward entry point, or <c>null</c> for the network's only one.</param>
/// <param name="labels">The column of labels, or <c>null</c> for the only column that the objective takes and the
/// forward entry point does not.</param>
/// <param name="output">Which of the entry point's outputs, or <c>null</c> for its only one.</param>
/// <param name="probabilities">Whether outputs are probabilities; else they are logits, unnormalised logarithms.</param>
/// <param name="ignore">A label whose answers do not count: padding.</param>
/// <param name="name">What results call it.</param>
public sealed class Perplexity(
    string? forward = null, string? labels = null, string? output = null, bool probabilities = false, int? ignore = null,
    string name = "Perplexity")
    : Metric(name, forward, labels, output)
{
    private double sum;
    private long answers;

    /// <inheritdoc/>
    public override double Value => Math.Exp(sum / answers);

    /// <inheritdoc/>
    public override void Reset() => (sum, answers) = (0, 0);

    /// <inheritdoc/>
    public override bool CanCompare(EntryColumn output, EntryColumn target) =>
        Classification.CanCompare(output, target) && target.Kind == ColumnKind.Tokens && Classification.ScoresPerAnswer(output) > 1;

    /// <inheritdoc/>
    public override void Add(MetricBatch batch)
    {
        int classes = Classification.ScoresPerAnswer(batch.Output), count = batch.Outputs.Length / classes;
        for (int i = 0; i < count; i++)
        {
            if (batch.Tokens[i] == ignore)
            {
                continue;
            }

            int label = Classification.CheckedLabel(batch, i, classes);
            ReadOnlySpan<float> scores = batch.Outputs.Slice(i * classes, classes);
            sum += probabilities ? -Math.Log(scores[label]) : LogOfSumOfExponentials(scores) - scores[label];
            answers++;
        }
    }

    /// <summary>ln Σ exp(score), with the greatest score taken out so that nothing overflows.</summary>
    private static double LogOfSumOfExponentials(ReadOnlySpan<float> scores)
    {
        double greatest = double.NegativeInfinity, total = 0;
        foreach (float score in scores)
        {
            greatest = Math.Max(greatest, score);
        }

        foreach (float score in scores)
        {
            total += Math.Exp(score - greatest);
        }

        return greatest + Math.Log(total);
    }
}
