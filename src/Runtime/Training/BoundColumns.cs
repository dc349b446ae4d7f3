namespace CompiledNets;

/// <summary>An entry point's inputs, found in the batches of a dataset.</summary>
/// <param name="batch">The batch, which is filled anew for each turn.</param>
/// <param name="columns">For each input, the number of its column in the batch.</param>
internal sealed class BoundColumns(Batch batch, int[] columns) : BatchColumns
{
    public override int Count => batch.Count;

    public override ReadOnlySpan<float> Floats(int input) => batch.Floats(columns[input]);

    public override ReadOnlySpan<int> Tokens(int input) => batch.Tokens(columns[input]);
}
