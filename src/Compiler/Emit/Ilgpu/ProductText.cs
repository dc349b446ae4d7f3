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
/// <param name="Wide">Whether four may be.</param>
/// <param name="RunsAlongDepth">Whether neighbours along the depth lie nearer to each other than those along the other side.</param>
internal sealed record FactorText(string Value, string View, string Index, Wide Wide, bool RunsAlongDepth)
{
    /// <summary>A factor that is computed or gathered element by element.</summary>
    public static FactorText Of(string value, bool runsAlongDepth) => new(value, "", "", Wide.None, runsAlongDepth);

    /// <summary>A factor that lies in a view.</summary>
    /// <param name="isWide">Whether its runs begin aligned, and have a multiple of four elements.</param>
    public static FactorText At(string view, string index, bool isWide, bool runsAlongDepth) =>
        new($"{view}[{index}]", view, index, !isWide ? Wide.None : runsAlongDepth ? Wide.AlongDepth : Wide.AlongSide, runsAlongDepth);
}

/// <summary>C[z,m,n] = Σₖ A[z,m,k]·B[z,k,n], as text over <c>o</c>, <c>z</c>, <c>m</c>, <c>n</c> and <c>k</c>.</summary>
internal sealed record ProductText(string Rows, string Columns, string Depth, FactorText A, FactorText B)
{
    public string Matrices { get; init; } = "1";

    /// <summary>The number of the result's element in the whole batch.</summary>
    public string Result { get; init; } = "";
}
