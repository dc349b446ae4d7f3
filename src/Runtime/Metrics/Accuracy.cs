namespace CompiledNets;

/// <summary>The share of right answers.</summary>
/// <remarks>
/// <para>Outputs over two or more classes, (…, classes), answer with their greatest one. Labels are ints (…), the
/// classes; or floats (…, classes), whose greatest one counts.</para>
/// <para>Single outputs answer yes where they are greater than the threshold. Labels are ints or floats of the same
/// size, where yes is more than 0.5.</para>
/// </remarks>
/// <param name="forward">The forward entry point, or <c>null</c> for the network's only one.</param>
/// <param name="labels">The column of labels, or <c>null</c> for the only column that the objective takes and the
/// forward entry point does not.</param>
/// <param name="output">Which of the entry point's outputs, or <c>null</c> for its only one.</param>
/// <param name="threshold">What single outputs must exceed: 0 for logits, 0.5 for probabilities.</param>
/// <param name="name">What results call it.</param>
public sealed class Accuracy(
    string? forward = null, string? labels = null, string? output = null, float threshold = 0, string name = "Accuracy")
    : Metric(name, forward, labels, output)
{
    private long right;
    private long answers;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double Value => (double)right / answers;

    /// <inheritdoc/>
    public override void Reset() => right = answers = 0;

    /// <inheritdoc/>
    public override bool CanCompare(EntryColumn output, EntryColumn target) => Classification.CanCompare(output, target);

    /// <inheritdoc/>
    public override void Add(MetricBatch batch)
    {
        int scores = Classification.ScoresPerAnswer(batch.Output), count = batch.Outputs.Length / scores;
        for (int i = 0; i < count; i++)
        {
            int answer = Classification.Answer(batch.Outputs.Slice(i * scores, scores), threshold);
            right += answer == Classification.Label(batch, i, scores) ? 1 : 0;
        }

        answers += count;
    }
}
