namespace CompiledNets;

/// <summary>The area under the receiver operating characteristic: the chance that a positive sample scores above a
/// negative one, ties counting half (Hanley and McNeil 1982).</summary>
/// <remarks>
/// <para>Exact: of n⁺ positives and n⁻ negatives whose joint ranks are r, AUC = (Σ⁺ r - n⁺(n⁺ + 1)/2) / (n⁺·n⁻), the
/// statistic of Mann and Whitney, with mean ranks for ties. It keeps all scores of a pass, and is not a number where one of the classes
/// has no samples or a score is not a number.</para>
/// <para>Outputs are single scores, or pairs for two classes, whose difference ranks. Labels are as for <see cref="Accuracy"/>.</para>
/// </remarks>
/// <param name="forward">The forward entry point, or <c>null</c> for the network's only one.</param>
/// <param name="labels">The column of labels, or <c>null</c> for the only column that the objective takes and the
/// forward entry point does not.</param>
/// <param name="output">Which of the entry point's outputs, or <c>null</c> for its only one.</param>
/// <param name="name">What results call it.</param>
public sealed class RocAuc(string? forward = null, string? labels = null, string? output = null, string name = "RocAuc")
    : Metric(name, forward, labels, output)
{
    private float[] scores = [];
    private bool[] positive = [];
    private int count;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double Value
    {
        get
        {
            // Sorting what is kept changes nothing but its order, and needs no room.
            Span<float> sorted = scores.AsSpan(0, count);
            Span<bool> isPositive = positive.AsSpan(0, count);
            sorted.Sort(isPositive);
            return count > 0 && float.IsNaN(sorted[0]) ? double.NaN : Area(sorted, isPositive);
        }
    }

    /// <inheritdoc/>
    public override void Reset() => count = 0;

    /// <inheritdoc/>
    public override bool CanCompare(EntryColumn output, EntryColumn target) =>
        Classification.CanCompare(output, target) && Classification.Classes(output) == 2;

    /// <inheritdoc/>
    public override void Add(MetricBatch batch)
    {
        int perAnswer = Classification.ScoresPerAnswer(batch.Output), answers = batch.Outputs.Length / perAnswer;
        if (count + answers > scores.Length)
        {
            int room = Math.Max(count + answers, 2 * scores.Length);
            Array.Resize(ref scores, room);
            Array.Resize(ref positive, room);
        }

        for (int i = 0; i < answers; i++)
        {
            ReadOnlySpan<float> answer = batch.Outputs.Slice(i * perAnswer, perAnswer);
            scores[count] = perAnswer == 1 ? answer[0] : answer[1] - answer[0];
            positive[count++] = Classification.CheckedLabel(batch, i, perAnswer) == 1;
        }
    }

    private static double Area(ReadOnlySpan<float> sorted, ReadOnlySpan<bool> isPositive)
    {
        double rankSum = 0;
        long positives = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            int tied = 0;
            for (end = start; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
                tied += isPositive[end] ? 1 : 0;
            }

            rankSum += tied * (start + 1 + end) / 2.0; // Ranks start + 1 to end have this mean.
            positives += tied;
        }

        long negatives = sorted.Length - positives;
        return (rankSum - positives * (positives + 1) / 2.0) / ((double)positives * negatives);
    }
}
