namespace CompiledNets;

/// <summary>An entry point's inputs, found in the batches of a dataset.</summary>
/// <param name="batch">The batch to begin with.</param>
/// <param name="columns">For each input, the number of its column in the batch; the complement of a scalar's number for
/// a run-time scalar.</param>
/// <param name="scalars">The values of run-time scalars.</param>
internal sealed class BoundColumns(Batch batch, int[] columns, RunTimeScalars scalars) : BatchColumns
{
    /// <summary>The batch at hand.</summary>
    public Batch Batch { get; set; } = batch;

    public override int Count => Batch.Count;

    public override ReadOnlySpan<float> Floats(int input) =>
        columns[input] < 0 ? scalars.Value(~columns[input]) : Batch.Floats(columns[input]);

    public override ReadOnlySpan<int> Tokens(int input) => Batch.Tokens(columns[input]);
}
