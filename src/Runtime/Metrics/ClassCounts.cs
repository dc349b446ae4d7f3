namespace CompiledNets;

/// <summary>Counts of (right class, answered class), gathered batch by batch.</summary>
/// <param name="threshold">What single outputs must exceed.</param>
internal sealed class ClassCounts(float threshold)
{
    private long[] counts = [];

    public int Classes { get; private set; }

    public long Total { get; private set; }

    public double ShareRight
    {
        get
        {
            long right = 0;
            for (int number = 0; number < Classes; number++)
            {
                right += this[number, number];
            }

            return (double)right / Total;
        }
    }

    public long this[int right, int answered] => counts[right * Classes + answered];

    public void Reset()
    {
        counts.AsSpan().Clear();
        Total = 0;
    }

    public void Add(MetricBatch batch)
    {
        int scores = Classification.ScoresPerAnswer(batch.Output), answers = batch.Outputs.Length / scores;
        if (Classification.Classes(batch.Output) is var classes && classes != Classes)
        {
            Classes = classes;
            counts = new long[classes * classes];
            Total = 0;
        }

        for (int i = 0; i < answers; i++)
        {
            int answered = Classification.Answer(batch.Outputs.Slice(i * scores, scores), threshold);
            counts[Classification.CheckedLabel(batch, i, scores) * classes + answered]++;
        }

        Total += answers;
    }

    /// <summary>How often a class was right and answered, answered, and right.</summary>
    public (long Hits, long Answered, long Right) Of(int number)
    {
        long answered = 0, right = 0;
        for (int other = 0; other < Classes; other++)
        {
            answered += this[other, number];
            right += this[number, other];
        }

        return (this[number, number], answered, right);
    }
}
