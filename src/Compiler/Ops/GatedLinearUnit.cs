using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>a·σ(b), a and b the halves of the last axis (Dauphin et al. 2016; PyTorch's <c>GLU</c>).</summary>
internal sealed class GatedLinearUnit : Definition
{
    public override string Name => "GatedLinearUnit";

    public override Node? Build(Call call)
    {
        Node x = call.Input;
        if (x.Shape.Rank == 0 || x.Shape[-1] % 2 != 0)
        {
            call.Report(
                Rules.WrongRank, "GatedLinearUnit", "an even number of features on the last axis, half of them gates", call.Describe(),
                "Give the layer before it twice as many units as shall come out");
            return null;
        }

        int axis = x.Shape.Rank - 1, half = x.Shape[-1] / 2;
        Node value = call.AddPart("Value", new SliceOp(axis, 0, half), x);
        Node gate = call.AddPart("Gate", new SigmoidOp(), call.AddPart("GateInput", new SliceOp(axis, half, 2 * half), x));
        return call.Add(new MultiplyOp(), value, gate);
    }
}
