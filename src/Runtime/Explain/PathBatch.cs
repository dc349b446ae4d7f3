namespace CompiledNets;

/// <summary>Rows of inputs to explain a score at: samples, of which one input may lie on the way from a baseline to its value.</summary>
/// <param name="columns">For each input all samples' values, <c>float[]</c> or <c>int[]</c>; for a run-time scalar its value.</param>
/// <param name="sizes">Values per sample of each input; 0 for a run-time scalar.</param>
/// <param name="explained">The input that may be elsewhere.</param>
/// <param name="mostRows">Rows that there is room for.</param>
internal sealed class PathBatch(Array[] columns, int[] sizes, int explained, int mostRows) : BatchColumns
{
    private readonly Array[] rows =
        [.. columns.Select((column, input) => sizes[input] == 0 ? column : column is int[] ? new int[mostRows * sizes[input]] : (Array)new float[mostRows * sizes[input]])];

    private int count;

    public override int Count => count;

    public override ReadOnlySpan<float> Floats(int input) => ((float[])rows[input]).AsSpan(0, sizes[input] == 0 ? 1 : count * sizes[input]);

    public override ReadOnlySpan<int> Tokens(int input) => ((int[])rows[input]).AsSpan(0, count * sizes[input]);

    public void Clear() => count = 0;

    /// <summary>Adds a sample as it is.</summary>
    public void Add(int sample)
    {
        for (int input = 0; input < columns.Length; input++)
        {
            Array.Copy(columns[input], sample * sizes[input], rows[input], count * sizes[input], sizes[input]);
        }

        count++;
    }

    /// <summary>Adds a sample with the explained input at (1 - <paramref name="way"/>)·baseline + <paramref name="way"/>·value.</summary>
    public void Add(int sample, ReadOnlySpan<float> baseline, double way)
    {
        Add(sample);
        Span<float> row = ((float[])rows[explained]).AsSpan((count - 1) * sizes[explained], sizes[explained]);
        for (int index = 0; index < row.Length; index++)
        {
            row[index] = (float)(baseline[index] + way * ((double)row[index] - baseline[index]));
        }
    }
}
