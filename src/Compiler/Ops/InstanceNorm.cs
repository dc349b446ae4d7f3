using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>A group norm whose groups are the channels (Ulyanov, Vedaldi and Lempitsky 2016; PyTorch's <c>InstanceNorm2d</c>).</summary>
internal sealed class InstanceNorm : Definition
{
    public override string Name => "InstanceNorm";

    public override Node? Build(Call call)
    {
        double epsilon = Numbers.Epsilon(call);
        if (call.Input.Shape.Rank < 2)
        {
            call.Report(
                Rules.WrongRank, "InstanceNorm", "channels and axes to normalise over, as in (channels,height,width)", call.Describe(),
                "LayerNorm normalises over one axis");
        }

        return call.Failed ? null : GroupNorm.Normalise(call, call.Input.Shape[0], epsilon);
    }
}
