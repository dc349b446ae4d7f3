using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

// The statistics of batch normalisation: kernels over the whole batch. Moments are (2, channels): the means, then 1/√(σ² + ε).

/// <summary>The moments of a batch, over its samples and all axes but the channels. Input: x.</summary>
internal sealed record BatchMomentsOp(double Epsilon) : Op
{
    public override string Name => "BatchMoments";

    public override Traversal Traversal => Traversal.Whole;

    public override TensorType Infer(IReadOnlyList<Node> inputs) => Moments.TypeOf(inputs[0].Shape[0]);

    // A pass for the mean, one for the squares about it.
    public override long Flops(Node node) => 4L * node.Inputs[0].Type.Size;

    public override void EmitKernel(KernelText kernel, Node node)
    {
        Node x = node.Inputs[0];
        kernel.Call(
            "BatchNorm.Moments", kernel.Rows(1, x), Moments.Channels(kernel, x), Moments.Pixels(kernel, x), kernel.Operand(0),
            Names.Float(Epsilon), kernel.Target);
    }

    public override string Formula(IReadOnlyList<string> operands) => $"mean and 1/√(variance + ε) of each channel of {operands[0]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) => kernel.Library(
        "DeviceBatchNorm.Moments", [node.Inputs[0], node], [.. Moments.DeviceSizes(node.Inputs[0]), Names.Float(Epsilon)]);
}

/// <summary>The moments of inference. Inputs: running mean, running variance.</summary>
internal sealed record RunningMomentsOp(double Epsilon) : PreparedOp
{
    public override string Name => "RunningMoments";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => Moments.TypeOf(inputs[0].Shape[0]);

    public override void EmitKernel(KernelText kernel, Node node) =>
        kernel.Call("BatchNorm.MomentsOfRunning", kernel.Operand(0), kernel.Operand(1), Names.Float(Epsilon), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} and 1/√({operands[1]} + ε)";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        string channels = Names.Text(node.Shape[1]);
        kernel.Each($"i < {channels} ? {kernel.Operand(0)}[i] : 1f / global::System.MathF.Sqrt({kernel.Operand(1)}[i - {channels}] + {Names.Float(Epsilon)})");
    }
}

/// <summary>running = (1 - momentum)·running + momentum·batch, the variance made unbiased, as PyTorch does. Inputs: moments,
/// running mean, running variance.</summary>
/// <param name="Pixels">Values of a channel in one sample.</param>
/// <param name="Batched">Whether the moments are a batch's, or of one value for all samples.</param>
internal sealed record UpdateRunningOp(double Momentum, double Epsilon, int Pixels, bool Batched) : Op
{
    public override string Name => "UpdateRunning";

    public override bool IsEffect => true;

    public override bool Writes(int input) => input is 1 or 2;

    public override Traversal Traversal => Traversal.Whole;

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[1].Type;

    public override long Flops(Node node) => 0;

    public override void EmitKernel(KernelText kernel, Node node)
    {
        kernel.Call(
            "BatchNorm.UpdateRunning", kernel.Operand(0), kernel.Rows(Pixels, Batched), Names.Float(Momentum), Names.Float(Epsilon), kernel.Operand(1), kernel.Operand(2));
    }

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[1]} and {operands[2]}, moved towards {operands[0]} by {Names.Float(Momentum)}";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        int channels = node.Inputs[1].Shape.Size;
        string count = !Batched ? Names.Text(Pixels) : $"{kernel.Samples} * {Names.Text(Pixels)}";
        kernel.EachWrites(
            channels, batched: false, "DeviceBatchNorm.UpdateRunning", kernel.Operand(0), kernel.Operand(1), kernel.Operand(2), Names.Text(channels), count,
            Names.Float(Momentum), Names.Float(Epsilon));
    }
}

/// <summary>Each channel's Σ dy, then each channel's Σ dy·x̂. Inputs: x, dy, moments.</summary>
internal sealed record BatchNormSumsOp : Op
{
    public override string Name => "Sums";

    public override Traversal Traversal => Traversal.Whole;

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[2].Type;

    public override long Flops(Node node) => 4L * node.Inputs[0].Type.Size;

    public override void EmitKernel(KernelText kernel, Node node)
    {
        Node x = node.Inputs[0];
        kernel.Call(
            "BatchNorm.GradientMoments", kernel.Rows(1, x), Moments.Channels(kernel, x), Moments.Pixels(kernel, x), kernel.Operand(0),
            kernel.Operand(1), kernel.Operand(2), kernel.Target);
    }

    public override string Formula(IReadOnlyList<string> operands) => $"Σ {operands[1]} and Σ {operands[1]}·normalised {operands[0]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) =>
        kernel.Library("DeviceBatchNorm.GradientMoments", [.. node.Inputs, node], [.. Moments.DeviceSizes(node.Inputs[0])]);
}

/// <summary>What the kernels of moments have in common.</summary>
internal static class Moments
{
    public static TensorType TypeOf(int channels) => new(Shape.Of(2, channels), Batched: false);

    /// <summary>Samples, channels and pixels, as the host writes them.</summary>
    public static IEnumerable<string> DeviceSizes(Node x) =>
        [x.Batched ? "samples" : "1", Names.Text(x.Shape[0]), Names.Text(x.Shape.SizeOf(1, x.Shape.Rank))];

    public static string Channels(KernelText kernel, Node x) => kernel.Size("Channels", x.Shape[0]);

    /// <summary>Values of a channel in one sample.</summary>
    public static string Pixels(KernelText kernel, Node x) =>
        x.Shape.Rank == 1 ? "1" : kernel.Size("Pixels", x.Shape.SizeOf(1, x.Shape.Rank));
}
