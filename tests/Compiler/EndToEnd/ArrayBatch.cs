namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>A batch whose columns are arrays: floats or ints.</summary>
internal sealed class ArrayBatch(int count, params Array[] columns) : BatchColumns
{
    public override int Count => count;

    public IReadOnlyList<Array> Columns => columns;

    public override ReadOnlySpan<float> Floats(int input) =>
        columns[input] as float[] ?? throw new InvalidOperationException($"Column {input} is no float[].");

    public override ReadOnlySpan<int> Tokens(int input) =>
        columns[input] as int[] ?? throw new InvalidOperationException($"Column {input} is no int[].");

    /// <summary>Random values for all inputs of an entry point: floats of about unit size, ints below <paramref name="tokens"/>.</summary>
    public static ArrayBatch Random(EntryPoint entry, int count, int tokens, Random random)
    {
        var columns = entry.Inputs.Select(input => input.Kind == ColumnKind.Tokens
            ? (Array)Enumerable.Range(0, count * input.Size).Select(_ => random.Next(tokens)).ToArray()
            : Enumerable.Range(0, count * input.Size).Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray());
        return new ArrayBatch(count, [.. columns]);
    }
}
