using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Hints;

/// <summary>CN3004: a value that is the same at each call: what no input and no parameter decides, a softmax over one value, a product with zero.</summary>
internal sealed class ConstantValue : HintRule
{
    private const long LeastFlops = 10_000;

    public override IEnumerable<Fault> Check(NetworkModel network)
    {
        foreach (EntryModel entry in network.Entries)
        {
            HashSet<Node> constants = Constants(entry);
            for (int index = 0; index < entry.Calls.Length; index++)
            {
                BuiltCall call = entry.Calls[index];
                if ((OfOneValue(call) ?? Zero(entry, call) ?? Computed(entry, index, constants)) is { } what && !IsInner(entry, call))
                {
                    yield return new Fault(Rules.ConstantValue.Id, [Ops.Story.Word(call.Spec.Op), what.Value, what.Advice], call.Spec.Site);
                }
            }
        }
    }

    private static (string Value, string Advice)? OfOneValue(BuiltCall call) =>
        call.Spec.Op is "Softmax" or "LogSoftmax" && call.Row is { Input: { Rank: > 0 } input } && input[-1] == 1
            ? (
                $"{(call.Spec.Op == "Softmax" ? "1" : "0")}, because it is over one value {input}",
                "Sigmoid makes a probability of one logit; or give the layer before it a unit for each class")
            : null;

    private static (string Value, string Advice)? Zero(EntryModel entry, BuiltCall call) =>
        call.Spec.Op == "Multiply" && call.Spec.Inputs.Any(input => Number(entry.Calls[input]) == 0) && call.Spec.Inputs.Any(input => entry.Calls[input].Value.Batched)
            ? ("0, because a factor is", "Leave the term out, under 'if' where the factor is a constant of the class: a constant condition is decided at compile time")
            : null;

    private static double? Number(BuiltCall call) =>
        call.Spec.Op == SpecNode.Constant ? ((Literal.Number)call.Spec.Arguments[0].Value).Value : null;

    /// <summary>A tensor that only constants decide, read by something that inputs decide: it is computed anew at each call.</summary>
    private static (string Value, string Advice)? Computed(EntryModel entry, int index, HashSet<Node> constants)
    {
        Node value = entry.Calls[index].Value;
        if (!constants.Contains(value) || entry.Calls.All(other => !other.Spec.Inputs.Contains(index) || constants.Contains(other.Value)))
        {
            return null;
        }

        long flops = Cone(value).Sum(node => node.Op.Flops(node));
        return flops >= LeastFlops
            ? (
                $"{value.Shape} of the same numbers, which no input and no parameter decides: {SummaryText.Flops(flops)} for nothing",
                "Make it smaller and let it broadcast, or learn it, as an Embedding of Arange")
            : null;
    }

    /// <summary>The nodes that constants alone decide.</summary>
    private static HashSet<Node> Constants(EntryModel entry)
    {
        var constants = new HashSet<Node>();
        foreach (Node node in Cone([.. entry.Calls.Select(call => call.Value)]).OrderBy(node => node.Id))
        {
            if (!node.Batched && (node.Inputs.Length > 0 ? node.Inputs.All(constants.Contains) : node.Op is ConstantOp or ArangeOp))
            {
                constants.Add(node);
            }
        }

        return constants;
    }

    /// <summary>Some nodes and all that they are made of.</summary>
    private static HashSet<Node> Cone(params Node[] of)
    {
        var cone = new HashSet<Node>(of);
        var open = new Stack<Node>(of);
        while (open.Count > 0)
        {
            foreach (Node input in open.Pop().Inputs.Where(cone.Add))
            {
                open.Push(input);
            }
        }

        return cone;
    }
}
