namespace CompiledNets.Kernels;

/// <summary>A matrix of each sample: where it begins, and how many floats lie between its rows and between samples.</summary>
internal readonly unsafe struct SampleRows(float* first, int row, int sample)
{
    /// <summary>Floats from one row to the next.</summary>
    public readonly int Row = row;

    public bool IsEmpty => first is null;

    /// <summary>The sample's first row, from a column on.</summary>
    public float* At(int n, int column) => first + (nint)n * sample + column;

    /// <summary>Rows that follow one another without gaps.</summary>
    public static SampleRows Of(float* first, int rows, int width) => new(first, width, rows * width);
}

/// <summary>What attention reads: q, k and v of all samples, and the keys' mask if there is one.</summary>
internal readonly struct AttentionOperands(AttentionShape shape, int samples, SampleRows q, SampleRows k, SampleRows v, SampleRows mask)
{
    public readonly AttentionShape Shape = shape;
    public readonly int Samples = samples;
    public readonly SampleRows Q = q, K = k, V = v, Mask = mask;

    /// <summary>The columns that hold q, k and v side by side, as one product makes them.</summary>
    public static unsafe AttentionOperands Packed(AttentionShape shape, int samples, float* qkv, float* mask)
    {
        int row = 3 * shape.Width, sample = row * shape.Queries;
        return new AttentionOperands(
            shape, samples, new SampleRows(qkv, row, sample), new SampleRows(qkv + shape.Width, row, sample),
            new SampleRows(qkv + 2 * shape.Width, row, sample), SampleRows.Of(mask, 1, shape.Keys));
    }

    public static unsafe AttentionOperands Apart(AttentionShape shape, int samples, float* q, float* k, float* v, float* mask) => new(
        shape, samples, SampleRows.Of(q, shape.Queries, shape.Width), SampleRows.Of(k, shape.Keys, shape.Width),
        SampleRows.Of(v, shape.Keys, shape.Width), SampleRows.Of(mask, 1, shape.Keys));
}
