namespace CompiledNets;

/// <summary>The share of answers that are the positive class: of all samples, or of those whose label is or is not positive.</summary>
/// <remarks>
/// <para>Of all it is the selection rate P(ŷ = 1), of the positive ones the true positive rate P(ŷ = 1 | y = 1), which is
/// <see cref="Recall"/>, and of the others the false positive rate P(ŷ = 1 | y ≠ 1). <see cref="MetricByGroup"/> makes measures of
/// fairness of them.</para>
/// <para>Outputs and labels are as for <see cref="Accuracy"/>. Where there is no such sample the value is not a number.</para>
/// </remarks>
/// <param name="positive">The positive class, from 0 on.</param>
/// <param name="labelled">Which samples count: <c>true</c> for those whose label is positive, <c>false</c> for the others,
/// <c>null</c> for all.</param>
/// <param name="forward">The forward entry point, or <c>null</c> for the network's only one.</param>
/// <param name="labels">The column of labels, or <c>null</c> for the only column that the objective takes and the
/// forward entry point does not.</param>
/// <param name="output">Which of the entry point's outputs, or <c>null</c> for its only one.</param>
/// <param name="threshold">What single outputs must exceed: 0 for logits, 0.5 for probabilities.</param>
/// <param name="name">What results call it.</param>
public sealed class PositiveRate(
    int positive = 1, bool? labelled = null, string? forward = null, string? labels = null, string? output = null, float threshold = 0,
    string name = "Positive rate")
    : Metric(name, forward, labels, output)
{
    private readonly int positive = Hyperparameter.AtLeast(0, positive, nameof(positive));
    private long answered;
    private long counted;

    /// <inheritdoc/>
    public override double Value => (double)answered / counted;

    /// <inheritdoc/>
    public override void Reset() => answered = counted = 0;

    /// <inheritdoc/>
    public override bool CanCompare(EntryColumn output, EntryColumn target) =>
        Classification.CanCompare(output, target) && positive < Classification.Classes(output);

    /// <inheritdoc/>
    public override void Add(MetricBatch batch)
    {
        int scores = Classification.ScoresPerAnswer(batch.Output), answers = batch.Outputs.Length / scores;
        for (int i = 0; i < answers; i++)
        {
            if (labelled is null || Classification.Label(batch, i, scores) == positive == labelled)
            {
                counted++;
                answered += Classification.Answer(batch.Outputs.Slice(i * scores, scores), threshold) == positive ? 1 : 0;
            }
        }
    }
}
