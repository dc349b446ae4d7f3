namespace CompiledNets;

/// <summary>An entry point's inputs, found in the batches of a dataset.</summary>
/// <param name="batch">The batch, which is filled anew for each turn.</param>
/// <param name="columns">For each input, the number of its column in the batch; the complement of a scalar's number for
/// a run-time scalar.</param>
/// <param name="scalars">The values of run-time scalars.</param>
internal sealed class BoundColumns(Batch batch, int[] columns, RunTimeScalars scalars) : BatchColumns
{
    public override int Count => batch.Count;

    public override ReadOnlySpan<float> Floats(int input) =>
        columns[input] < 0 ? scalars.Value(~columns[input]) : batch.Floats(columns[input]);

    public override ReadOnlySpan<int> Tokens(int input) => batch.Tokens(columns[input]);
}
