using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Fresh samples of N(0, 1) for every sample of the batch, in inference too (PyTorch's <c>randn</c>).</summary>
internal sealed class RandomNormal : Definition
{
    public override string Name => "RandomNormal";

    public override int LeastInputs => 0;

    public override Node? Build(Call call)
    {
        int[] extents = [.. call.Integers("shape") ?? []];
        foreach (int extent in extents.Where(extent => extent < 1))
        {
            call.ReportAt("shape", Rules.BadArgument, "RandomNormal", "shape", Names.Text(extent), "positive extents");
        }

        return call.Failed ? null : call.Add(new RandomNormalOp(Shape.Of(extents), call.RandomPlace));
    }
}

/// <summary>From the counter-based generator: numbers of (seed, step, place, element) alone.</summary>
internal sealed record RandomNormalOp(Shape Shape, int Place) : Op
{
    public override string Name => "RandomNormal";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => new(Shape, Batched: true);

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Philox.FillNormal", kernel.Seed, kernel.Step, Names.Text(Place), kernel.FirstElement(node), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => "random, N(0, 1)";

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Each("DevicePhilox.Normal", kernel.Seed, kernel.Counter, Names.Text(Place));
}
