namespace CompiledNets;

/// <summary>The share of answers whose right class is among the <paramref name="k"/> with the greatest scores.</summary>
/// <remarks>Outputs are scores of two or more classes, (…, classes); labels are as for <see cref="Accuracy"/>. Of equal
/// scores, the lower class comes first.</remarks>
/// <param name="k">How many classes may be named, at least 1.</param>
/// <param name="forward">The forward entry point, or <c>null</c> for the network's only one.</param>
/// <param name="labels">The column of labels, or <c>null</c> for the only column that the objective takes and the
/// forward entry point does not.</param>
/// <param name="output">Which of the entry point's outputs, or <c>null</c> for its only one.</param>
/// <param name="name">What results call it.</param>
public sealed class TopKAccuracy(
    int k = 5, string? forward = null, string? labels = null, string? output = null, string name = "TopKAccuracy")
    : Metric(name, forward, labels, output)
{
    private readonly int k = Hyperparameter.AtLeast(1, k, nameof(k));
    private long right;
    private long answers;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double Value => (double)right / answers;

    /// <inheritdoc/>
    public override void Reset() => right = answers = 0;

    /// <inheritdoc/>
    public override bool CanCompare(EntryColumn output, EntryColumn target) =>
        Classification.CanCompare(output, target) && Classification.ScoresPerAnswer(output) > 1;

    /// <inheritdoc/>
    public override void Add(MetricBatch batch)
    {
        int classes = Classification.ScoresPerAnswer(batch.Output), count = batch.Outputs.Length / classes;
        for (int i = 0; i < count; i++)
        {
            int label = Classification.CheckedLabel(batch, i, classes);
            right += Rank(batch.Outputs.Slice(i * classes, classes), label) < k ? 1 : 0;
        }

        answers += count;
    }

    /// <summary>How many classes come before the label; a label whose score is not a number comes last.</summary>
    private static int Rank(ReadOnlySpan<float> scores, int label)
    {
        int before = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            bool behind = scores[i] < scores[label] || scores[i] == scores[label] && i >= label;
            before += behind ? 0 : 1;
        }

        return before;
    }
}
