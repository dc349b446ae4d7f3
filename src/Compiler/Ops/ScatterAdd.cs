using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Values added up by index along the last axis (PyTorch's <c>scatter_add(dim=-1)</c> to zeros): what a gather's gradient does.</summary>
internal sealed class ScatterAdd : Definition
{
    public override string Name => "ScatterAdd";

    public override int LeastInputs => 2;

    public override ElementKind? Reads(int input) => input == 1 ? ElementKind.Int : ElementKind.Float;

    public override Node? Build(Call call)
    {
        int count = call.Integer("count");
        Node x = call.Inputs[0], index = call.Inputs[1];
        if (x.Shape.Rank == 0)
        {
            call.Report(Rules.WrongRank, "ScatterAdd", "an axis to add up along", call.Describe(), "Reshape(1) makes one value an axis");
            return null;
        }

        if (index.Shape != x.Shape)
        {
            call.Report(
                Rules.SizesDiffer, "ScatterAdd", $"the shape of the values, {x.Shape},", $"that of the index, {index.Shape},", call.Clause(x),
                call.Clause(index), "Give each value an index");
        }
        else if (TokenBound.Of(index) is { } bound && bound.Largest >= count && !call.Failed)
        {
            call.ReportAt("count", Rules.BadArgument, [Facts.Of(Facts.Value, bound.Largest + 1)], "ScatterAdd", "count", Names.Text(count), $"at least {Names.Text(bound.Largest + 1)}, for the positions of {bound.Maker}");
        }

        Shape sums = x.Shape.With(x.Shape.Rank - 1, count);
        if (call.Failed || !call.Fits(sums, "its result"))
        {
            return null;
        }

        // What is there once for all samples is added up by each sample's index.
        Node values = index.Batched && !x.Batched ? call.AddPart("Repeated", new ExpandOp(x.Type with { Batched = true }), x) : x;
        return call.Add(new GatherGradientOp(sums), index, values);
    }
}
