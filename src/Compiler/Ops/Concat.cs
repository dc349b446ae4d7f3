using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Tensors one after another along an axis (PyTorch's <c>cat</c>).</summary>
internal sealed class Concat : Definition
{
    public override string Name => "Concat";

    public override int LeastInputs => 0;

    public override Node? Build(Call call)
    {
        if (call.Inputs.Length == 0)
        {
            call.Report(Rules.MissingArgument, "Concat", "parts", "list the tensors to join");
            return null;
        }

        Shape shape = call.Input.Shape;
        if (shape.Rank == 0)
        {
            call.Report(Rules.WrongRank, "Concat", "tensors with axes", call.Describe(), "Reshape(1) makes one value an axis");
            return null;
        }

        int axis = call.Axis();
        if (call.Failed || !Agree(call, axis))
        {
            return null;
        }

        long extent = call.Inputs.Sum(input => (long)input.Shape[axis]);
        if (extent > Shape.Limit)
        {
            call.Report(Rules.TooLarge, "Concat", "its result", $"{Names.Grouped(extent)} long on axis {Names.Text(axis)}");
            return null;
        }

        return Join(call, [.. call.Inputs], axis);
    }

    /// <summary>Parts that agree, one after another.</summary>
    internal static Node Join(Call call, Node[] parts, int axis)
    {
        if (parts.Length == 1)
        {
            return parts[0];
        }

        // What is there once for all samples is repeated, so that every part can be copied sample by sample.
        bool batched = parts.Any(part => part.Batched);
        return call.Add(new ConcatOp(axis), [.. parts.Select(part => PerSample(call, part, batched))]);
    }

    private static Node PerSample(Call call, Node input, bool batched) =>
        input.Batched == batched ? input : call.AddPart("Repeated", new ExpandOp(input.Type with { Batched = batched }), input);

    /// <summary>Reports each part whose other axes differ from the first part's.</summary>
    private static bool Agree(Call call, int axis)
    {
        Node first = call.Input;
        foreach (Node part in call.Inputs.Skip(1))
        {
            bool sameRank = part.Shape.Rank == first.Shape.Rank;
            if (!sameRank || part.Shape.With(axis, first.Shape[axis]) != first.Shape)
            {
                call.Report(
                    Rules.CannotCombine, "join", first.Shape.ToString(), $"{part.Shape} along axis {Names.Text(axis)}",
                    call.Clause(first), call.Clause(part),
                    sameRank ? $"All axes but {Names.Text(axis)} must be equal: Pad the smaller, or cut the larger with Slice" : "Reshape one of them to as many axes");
            }
        }

        return !call.Failed;
    }
}

/// <summary>All inputs have the same extents but for <paramref name="Axis"/>, and all are batched or none.</summary>
internal sealed record ConcatOp(int Axis) : Op
{
    public override string Name => "Concat";

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        inputs[0].Type.With(inputs[0].Shape.With(Axis, inputs.Sum(input => input.Shape[Axis])));

    public override long Flops(Node node) => 0;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        int start = 0;
        foreach (Node part in node.Inputs)
        {
            int end = start + part.Shape[Axis];
            if (gradients.Needs(part))
            {
                gradients.Add(part, gradients.Apply(new SliceOp(Axis, start, end), dOutput));
            }

            start = end;
        }
    }

    public override void EmitKernel(KernelText kernel, Node node)
    {
        int start = 0;
        for (int index = 0; index < node.Inputs.Length; index++)
        {
            int end = start + node.Inputs[index].Shape[Axis];
            SliceOp.Movement(kernel, "Movement.PutSlice", node, node.Shape, Axis, start, end, kernel.Operand(index), kernel.Target);
            start = end;
        }
    }

    // Each value asks the parts in turn which of them it comes from. Parts that are many take several kernels, each for its run of the axis.
    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        const int MostParts = DeviceText.MostViews - 2;
        int end = 0;
        for (int first = 0; first < node.Inputs.Length; first += MostParts)
        {
            int begin = end;
            var value = new System.Text.StringBuilder();
            int last = Math.Min(first + MostParts, node.Inputs.Length) - 1;
            for (int index = first; index <= last; index++)
            {
                int start = end;
                end += node.Inputs[index].Shape[Axis];
                string place = $"{DeviceText.Library}.DeviceMovement.PartIndex(i, {string.Join(", ", SliceOp.Run(node.Shape, Axis, start, end))})";
                string part = "p" + Names.Text(index);
                value.Append(index == last ? $"{kernel.Operand(index)}[{place}]" : $"{place} is var {part} && {part} >= 0 ? {kernel.Operand(index)}[{part}] : ");
            }

            string at = $"i / {Names.Text(node.Shape.SizeOf(Axis + 1, node.Shape.Rank))} % {Names.Text(node.Shape[Axis])}";
            bool isAll = first == 0 && last == node.Inputs.Length - 1;
            kernel.EachWhere(isAll ? null : $"{at} >= {Names.Text(begin)} && {at} < {Names.Text(end)}", value.ToString());
        }
    }
}
