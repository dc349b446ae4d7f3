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
    public override bool CanCompare(EntryColumn output, EntryColumn target)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(target);
        return target.Size == (target.Kind == ColumnKind.Tensor ? output.Size : output.Size / Classes(output));
    }

    /// <inheritdoc/>
    public override void Add(MetricBatch batch)
    {
        int classes = Classes(batch.Output);
        int count = batch.Outputs.Length / classes;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> scores = batch.Outputs.Slice(i * classes, classes);
            right += Answer(scores, threshold) == Label(batch, i, classes) ? 1 : 0;
        }

        answers += count;
    }

    private static int Label(MetricBatch batch, int index, int classes)
    {
        if (batch.Target.Kind == ColumnKind.Tensor)
        {
            return Answer(batch.Floats.Slice(index * classes, classes), threshold: 0.5f);
        }

        int label = batch.Tokens[index];
        return classes > 1 || label == 0 ? label : 1;
    }

    private static int Answer(ReadOnlySpan<float> scores, float threshold) =>
        scores.Length > 1 ? IndexOfGreatest(scores) : scores[0] > threshold ? 1 : 0;

    private static int IndexOfGreatest(ReadOnlySpan<float> scores)
    {
        int greatest = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            greatest = scores[i] > scores[greatest] ? i : greatest;
        }

        return greatest;
    }

    private static int Classes(EntryColumn output) => output.Shape is [.., int last] ? last : 1;
}
