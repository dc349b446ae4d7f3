using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>In training, zeroes each value with probability rate and scales the others by 1 / (1 - rate) (Srivastava et al.
/// 2014, "Dropout"); in inference, the value itself.</summary>
internal sealed class Dropout : Definition
{
    public override string Name => "Dropout";

    public override Node? Build(Call call)
    {
        double rate = call.Number("rate", fallback: 0.5, rate => rate is >= 0 and < 1, "at least 0 and below 1");
        if (call.Failed)
        {
            return null;
        }

        if (!call.Training || rate == 0)
        {
            return call.Input;
        }

        Node mask = call.AddPart("Mask", new DropoutMaskOp(call.Input.Shape, 1 - rate, call.RandomPlace));
        return call.Add(new MultiplyOp(), call.Input, mask);
    }
}

/// <summary>0 or 1 / keep, from the counter-based generator.</summary>
internal sealed record DropoutMaskOp(Shape Shape, double Keep, int Place) : Op
{
    public override string Name => "DropoutMask";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(Shape, Batched: true);

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Philox.DropoutMask", kernel.Seed, kernel.Step, Names.Text(Place), kernel.FirstElement(node), Names.Float(Keep), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"random: 0, or 1 / {Names.Float(Keep)} with that probability";

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each("DevicePhilox.DropoutMask", kernel.Seed, kernel.Counter, Names.Text(Place), Names.Float(Keep));
}
