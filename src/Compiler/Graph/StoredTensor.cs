namespace CompiledNets.Compiler.Graphs;

/// <summary>A parameter or running statistic of the network: where it is stored and what it is called.</summary>
/// <param name="Index">Its slot, in file order.</param>
/// <param name="File">Its name in files: <c>conv1.weight</c>.</param>
/// <param name="View">The path of its layer's C# view: <c>Conv1</c>.</param>
/// <param name="Member">The view's member: <c>Weight</c>.</param>
/// <param name="Owner">The part or entry point that <c>Trains</c> names.</param>
/// <param name="Offset">The first element in the flat buffer of its kind.</param>
/// <param name="IsState">Whether it is a running statistic: saved, without a gradient.</param>
internal sealed record StoredTensor(
    int Index, string File, string View, string Member, string Owner, Shape Shape, int Offset, bool IsState, int FanIn, int FanOut)
{
    /// <summary>How a new network fills it: a member of <c>Initializer</c>. Decided when the whole network is known.</summary>
    public string Initializer { get; set; } = "Default";

    // One tensor is one object: its initialiser is still to be decided while graphs already refer to it.
    public bool Equals(StoredTensor? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Index;

    /// <summary>The name of its constants in emitted code: <c>Conv1Weight</c>.</summary>
    public string CodeName => View.Replace(".", "") + Member;
}
