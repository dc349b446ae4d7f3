namespace CompiledNets.Compiler.Emit.Ilgpu;

/// <summary>Whether four neighbours of a factor lie side by side, so that one load of 128 bits fetches them: along the depth that the
/// product sums over, or along the factor's other side.</summary>
internal enum Wide
{
    None,
    AlongDepth,
    AlongSide,
}

/// <summary>A factor of a product, as text over <c>o</c> (the operands), <c>z</c> (the matrix), <c>m</c> or <c>n</c> and <c>k</c>.</summary>
/// <param name="Value">One element.</param>
/// <param name="View">The view that it lies in, where four may be loaded at once.</param>
/// <param name="Index">Its index there.</param>
internal sealed record FactorText(string Value, string View, string Index, Wide Wide)
{
    /// <summary>A factor that is computed or gathered element by element.</summary>
    public static FactorText Of(string value) => new(value, "", "", Wide.None);

    /// <summary>A factor that lies in a view.</summary>
    public static FactorText At(string view, string index, Wide wide) => new($"{view}[{index}]", view, index, wide);
}

/// <summary>C[z,m,n] = Σₖ A[z,m,k]·B[z,k,n], as text over <c>o</c>, <c>z</c>, <c>m</c>, <c>n</c> and <c>k</c>.</summary>
internal sealed record ProductText(string Rows, string Columns, string Depth, FactorText A, FactorText B)
{
    public string Matrices { get; init; } = "1";

    /// <summary>The number of the result's element in the whole batch.</summary>
    public string Result { get; init; } = "";
}
