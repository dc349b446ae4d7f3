using System.Collections.Immutable;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Graphs;

/// <summary>A network with its shapes known: stored tensors and the graphs of its entry points.</summary>
/// <param name="Findings">What is wrong with it. With errors among them there is no code, only a stub.</param>
internal sealed record NetworkModel(
    NetworkSpec Spec,
    ImmutableArray<StoredTensor> Tensors,
    ImmutableArray<EntryModel> Entries,
    ImmutableArray<LayerRow> Layers,
    ImmutableArray<Fault> Findings)
{
    public int ParameterCount => Tensors.Where(tensor => !tensor.IsState).Sum(tensor => tensor.Shape.Size);

    public int StateCount => Tensors.Where(tensor => tensor.IsState).Sum(tensor => tensor.Shape.Size);
}

/// <summary>One entry point.</summary>
/// <param name="Inputs">What its emitted overloads take, shapes decided.</param>
/// <param name="Results">What it returns: types of one sample.</param>
/// <param name="Inference">The graph of the plain call.</param>
/// <param name="Training">For objectives, the graph in training behaviour with its gradients; else null.</param>
internal sealed record EntryModel(
    EntrySpec Spec, ImmutableArray<EntryInput> Inputs, ImmutableArray<EntryResult> Results, Graph Inference, Graph? Training)
{
    /// <summary>What each call of the entry point's body became, by the call's index: in inference, before simplification.</summary>
    public ImmutableArray<BuiltCall> Calls { get; init; } = [];

    /// <summary>The same in training behaviour; empty for forward entry points.</summary>
    public ImmutableArray<BuiltCall> TrainingCalls { get; init; } = [];

    /// <summary>For forward entry points that are to be explained: what takes the inputs and the gradients of the results, and returns
    /// the gradients by the float inputs; else null.</summary>
    public EntryModel? InputGradients { get; init; }

    /// <summary>The type of what each call of the body is, by its index; null where none of the results needed it and it failed.</summary>
    public ImmutableArray<TensorType?> Types { get; init; } = [];

    /// <summary>For each int input, the smallest bound that any op which reads it sets.</summary>
    public IEnumerable<(EntryInput Input, int Limit)> TokenLimits()
    {
        var limits = new SortedDictionary<int, int>();
        foreach (Node node in Inference.Live())
        {
            for (int index = 0; index < node.Inputs.Length; index++)
            {
                if (Ops.SliceOp.Whole(node.Inputs[index]).Op is InputOp { Kind: ValueKind.Tokens } input && node.Op.TokenLimit(node, index) is { } limit)
                {
                    limits[input.Index] = limits.TryGetValue(input.Index, out int known) ? Math.Min(known, limit) : limit;
                }
            }
        }

        return limits.Select(pair => (Inputs[pair.Key], pair.Value));
    }
}

/// <summary>One argument of an entry point; a state is read and replaced.</summary>
internal sealed record EntryInput(string Name, ValueKind Kind, Shape Shape, bool IsState)
{
    /// <summary>What its documentation adds, or empty.</summary>
    public string Meaning { get; init; } = "";
}

internal sealed record EntryResult(string Name, ElementKind Element, Shape Shape)
{
    /// <summary>What its documentation adds, or empty.</summary>
    public string Meaning { get; init; } = "";
}

/// <summary>One call of an entry point's body.</summary>
/// <param name="Spec">The call as it was read.</param>
/// <param name="Value">Its value.</param>
/// <param name="Row">Its row of the layer table; null for parameters, numbers and what else has no input.</param>
internal sealed record BuiltCall(SpecNode Spec, Node Value, LayerRow? Row);

/// <summary>A row of the layer table: one call of a layer or op that the user wrote.</summary>
/// <param name="Name">The layer's name: <c>Conv1</c>.</param>
/// <param name="Kind">The op's name: <c>Conv2D</c>.</param>
/// <param name="Parameters">How many parameters it owns (counted at its first call).</param>
/// <param name="Flops">Floating-point operations of its forward for one sample.</param>
/// <param name="Owner">The part or entry point that it was written in, or empty.</param>
internal sealed record LayerRow(string Name, string Kind, Shape Input, Shape Output, int Parameters, long Flops, string Owner);
