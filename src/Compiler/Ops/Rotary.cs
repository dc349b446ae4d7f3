using System.Globalization;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Turns pairs of columns by angles that grow with the step (RoPE, Su et al. 2021).</summary>
internal sealed class Rotary : Definition
{
    public override string Name => "Rotary";

    public override Node? Build(Call call)
    {
        int heads = call.Integer("heads");
        double period = call.Number("period", 10_000, Numbers.IsPositive, Numbers.Positive);
        bool isSequence = call.NeedsRank(AttentionInputs.Axes, 2, AttentionInputs.Advice);
        return isSequence && Heads.Divide(call, heads, call.Input, group: 2) && !call.Failed ? call.Add(new RotaryOp(heads, period), call.Input) : null;
    }
}

/// <summary>y[t, 2i] = x[t, 2i]·cos a - x[t, 2i+1]·sin a and y[t, 2i+1] = x[t, 2i+1]·cos a + x[t, 2i]·sin a in each head, a = t·period^(-2i/d).
/// Back again, by -a, for gradients.</summary>
internal sealed record RotaryOp(int Heads, double Period, bool IsBack = false) : Op
{
    public override string Name => IsBack ? "RotaryGradient" : "Rotary";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override long Flops(Node node) => 3L * node.Type.Size;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(this with { IsBack = true }, dOutput));

    public override void EmitKernel(KernelText kernel, Node node)
    {
        int steps = node.Shape[0], headWidth = node.Shape[1] / Heads;
        string table = kernel.Shared("RotaryTable", "Table", $"new({Names.Text(steps)}, {Names.Text(headWidth)}, {PeriodText})");
        kernel.Call(
            IsBack ? "Rotary.Gradient" : "Rotary.Forward", table, kernel.Size("Heads", Heads), kernel.Rows(1, node), kernel.Operand(0), kernel.Target);
    }

    private string PeriodText => Period.ToString("R", CultureInfo.InvariantCulture);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} turned {(IsBack ? "back " : "")}by t·{PeriodText}^(-2i/d) in column pairs";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        string logPeriod = Names.Number(Math.Log(Period)) + "d";
        kernel.Each(
            "DevicePositions.Rotary", kernel.Operand(0), Names.Text(node.Shape[0]), Names.Text(Heads), Names.Text(node.Shape[1] / Heads), logPeriod,
            IsBack ? "true" : "false");
    }
}
