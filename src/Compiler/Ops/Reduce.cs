using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

// Sum, Mean and Max over axes; without an axis, over all of them.

internal abstract class ReduceDefinition : Definition
{
    protected abstract Node Reduce(Call call, Node value, int start, int end);

    public override Node? Build(Call call)
    {
        bool keep = call.Flag("keepDims", false);
        Shape shape = call.Input.Shape;
        SortedSet<int> axes = Axes(call, shape);
        if (call.Failed)
        {
            return null;
        }

        // Runs of neighbouring axes, the last run first: the others keep their numbers.
        Node value = call.Input;
        foreach ((int start, int end) in Runs(axes))
        {
            value = Reduce(call, value, start, end);
        }

        var kept = shape.Extents.Select((extent, axis) => axes.Contains(axis) ? 1 : extent);
        return keep ? call.Reshape(value, Shape.Of([.. kept])) : value;
    }

    private static SortedSet<int> Axes(Call call, Shape shape)
    {
        string argument = call.Has("axes") ? "axes" : "axis";
        if (call.Integers(argument) is not { } given || given.Length == 0)
        {
            return [.. Enumerable.Range(0, shape.Rank)];
        }

        return [.. given.Select(axis => call.Axis(argument, axis))];
    }

    private static IEnumerable<(int Start, int End)> Runs(SortedSet<int> axes)
    {
        int[] descending = [.. axes.Reverse()];
        for (int index = 0; index < descending.Length;)
        {
            int end = descending[index] + 1;
            int start = descending[index++];
            while (index < descending.Length && descending[index] == start - 1)
            {
                start = descending[index++];
            }

            yield return (start, end);
        }
    }
}

internal sealed class Sum : ReduceDefinition
{
    public override string Name => "Sum";

    protected override Node Reduce(Call call, Node value, int start, int end) => call.Add(new ReduceOp(Reduction.Sum, start, end), value);
}

internal sealed class Mean : ReduceDefinition
{
    public override string Name => "Mean";

    protected override Node Reduce(Call call, Node value, int start, int end) => call.Add(new ReduceOp(Reduction.Mean, start, end), value);
}

internal sealed class Max : ReduceDefinition
{
    public override string Name => "Max";

    protected override Node Reduce(Call call, Node value, int start, int end) => call.Add(new ReduceOp(Reduction.Max, start, end), value);
}

internal enum Reduction
{
    Sum,
    Mean,
    Max,
}

/// <summary>Reduces the neighbouring axes [Start, End) of each sample, and drops them.</summary>
internal sealed record ReduceOp(Reduction Kind, int Start, int End) : Op
{
    public override string Name => Kind.ToString();

    public override TensorType Infer(IReadOnlyList<Node> inputs)
    {
        Shape shape = inputs[0].Shape;
        return inputs[0].Type.With(new Shape([.. shape.Take(Start).Extents, .. shape.Skip(End).Extents]));
    }

    public override long Flops(Node node) => node.Inputs[0].Type.Size;

    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        Node input = node.Inputs[0];
        Shape kept = Kept(input.Shape);
        Node spread = Start == 0 ? dOutput : gradients.Reshape(dOutput, kept);
        switch (Kind)
        {
            case Reduction.Sum:
                gradients.Add(input, spread);
                break;
            case Reduction.Mean:
                gradients.Add(input, gradients.Scale(spread, 1.0 / input.Shape.SizeOf(Start, End)));
                break;
            default:
                gradients.Add(input, gradients.Apply(new MaxGradientOp(Start, End), input, gradients.Fit(dOutput, node.Type)));
                break;
        }
    }

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        $"Reduction.{Kind}", kernel.Rows(node.Inputs[0].Shape.SizeOf(0, Start), node), Extent(node.Inputs[0], Start, End),
        Extent(node.Inputs[0], End, node.Inputs[0].Shape.Rank), kernel.Operand(0), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{Name.ToLowerInvariant()}({operands[0]})";

    internal static string Extent(Node value, int from, int to) => Names.Text(value.Shape.SizeOf(from, to));

    /// <summary>Runs of so many values are worth a second stage on a device.</summary>
    private const int LongRun = 4096;

    private Shape Kept(Shape shape) =>
        Shape.Of([.. shape.Extents.Select((extent, axis) => axis >= Start && axis < End ? 1 : extent)]);

    // Very many values go in stages. Neighbours that are many: threads share them. Else each result has a thread.
    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Shape x = node.Inputs[0].Shape;
        int count = x.SizeOf(Start, End), inner = x.SizeOf(End, x.Rank);
        if (count >= LongRun && Kind != Reduction.Max)
        {
            EmitStages(kernel, node, count, inner);
            return;
        }

        if (inner == 1)
        {
            kernel.RowValues(node.Shape.Size, count, new RowLook(
                "found", $"DeviceReduction.{Kind}", kernel.Operand(0), $"row * {Names.Text(count)}", Names.Text(count), "1"));
            return;
        }

        kernel.Each(DeviceKernel.OfOneThread($"DeviceReduction.{Kind}", kernel.Operand(0), RunStart("i", count, inner), Names.Text(count), Names.Text(inner)));
    }

    // Results that are few keep a device busy only if chunks of their runs are added up side by side.
    private void EmitStages(DeviceKernel kernel, Node node, int count, int inner)
    {
        string each = Names.Text(count), step = Names.Text(inner), value = Kind == Reduction.Mean ? $"sum / {each}" : "sum";
        string x = kernel.Field(0), results = kernel.RowsField(node.Shape.Size, node.Batched);
        if (inner == 1)
        {
            kernel.Sums("1", results, count, $"{x}[column * {each} + inner]", value);
        }
        else
        {
            kernel.Sums(each, results, 1, $"{x}[(column / {step} * {each} + outer) * {step} + column % {step}]", value);
        }
    }

    /// <summary>Where the run of a result begins, in [outer, count, inner].</summary>
    internal static string RunStart(string result, int count, int inner) =>
        $"{result} / {Names.Text(inner)} * {Names.Text(count * inner)} + {result} % {Names.Text(inner)}";
}

/// <summary>The gradient of a maximum, split evenly among equal maxima (PyTorch's <c>amax</c>). Inputs: x, dmax.</summary>
internal sealed record MaxGradientOp(int Start, int End) : Op
{
    public override string Name => "MaxGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Reduction.MaxGradient", kernel.Rows(node.Shape.SizeOf(0, Start), node), ReduceOp.Extent(node, Start, End),
        ReduceOp.Extent(node, End, node.Shape.Rank), kernel.Operand(0), kernel.Operand(1), kernel.Target);

    // Where a run's values are not neighbours, each looks at its run anew: such maxima over long runs are rare.
    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        int count = node.Shape.SizeOf(Start, End), inner = node.Shape.SizeOf(End, node.Shape.Rank);
        if (inner == 1)
        {
            kernel.Rows(node.Shape.SizeOf(0, Start), count, $"{DeviceText.Library}.DeviceReduction.MaxGradient(statistics, {kernel.Operand(0)}[i])", new RowLook(
                "statistics", "DeviceReduction.MaxGradientOf", kernel.Operand(0), $"row * {Names.Text(count)}", Names.Text(count), "1", $"{kernel.Operand(1)}[row]"));
            return;
        }

        string x = kernel.Operand(0), run = $"(i / {Names.Text(count * inner)} * {Names.Text(inner)} + i % {Names.Text(inner)})";
        string share = DeviceKernel.OfOneThread(
            "DeviceReduction.MaxGradientOf", x, ReduceOp.RunStart(run, count, inner), Names.Text(count), Names.Text(inner), $"{kernel.Operand(1)}[{run}]");
        kernel.Each($"{DeviceText.Library}.DeviceReduction.MaxGradient({share}, {x}[i])");
    }
}

/// <summary>Sums over the batch and over the first <paramref name="Lead"/> or the last <paramref name="Trail"/> axes of each sample.</summary>
internal sealed record SumBatchOp(int Lead, int Trail) : Op, ISumOfProducts
{
    public override string Name => "SumBatch";

    public override Traversal Traversal => Traversal.Whole;

    public override bool SumsSamples => true;

    public override OutputMode Output => OutputMode.Accumulates;

    public override TensorType Infer(IReadOnlyList<Node> inputs)
    {
        Shape shape = inputs[0].Shape;
        return new TensorType(shape.Skip(Lead).Take(shape.Rank - Lead - Trail), Batched: false);
    }

    public override long Flops(Node node) => node.Inputs[0].Type.Size;

    public override void EmitKernel(KernelText kernel, Node node)
    {
        Shape shape = node.Inputs[0].Shape;
        if (Trail == 0)
        {
            string rows = kernel.Rows(shape.SizeOf(0, Lead), node.Inputs[0]);
            kernel.Call("Reduction.SumRows", rows, Names.Text(shape.SizeOf(Lead, shape.Rank)), kernel.Operand(0), kernel.Target);
        }
        else
        {
            int inner = shape.Rank - Trail;
            kernel.Call(
                "Reduction.SumChannels", kernel.Samples, Names.Text(shape.SizeOf(0, inner)), Names.Text(shape.SizeOf(inner, shape.Rank)),
                kernel.Operand(0), kernel.Target);
        }
    }

    public IReadOnlyList<Term>? Terms(Node node, int index) =>
        node.Inputs[0].Batched && node.Inputs[0].Shape == node.Shape ? [new Term((0, index))] : null;

    public override string Formula(IReadOnlyList<string> operands) => $"Σ {operands[0]} over the batch";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Node x = node.Inputs[0];
        if (Trail == 0)
        {
            string columns = Names.Text(x.Shape.SizeOf(Lead, x.Shape.Rank));
            kernel.Sums(kernel.RowsField(x.Shape.SizeOf(0, Lead), x.Batched), columns, 1, $"{kernel.Field(0)}[outer * {columns} + column]");
            return;
        }

        // Columns are channels, between samples and pixels.
        int inner = x.Shape.SizeOf(x.Shape.Rank - Trail, x.Shape.Rank);
        string channels = Names.Text(x.Shape.SizeOf(0, x.Shape.Rank - Trail));
        kernel.Sums(kernel.RowsField(1, x.Batched), channels, inner, $"{kernel.Field(0)}[(outer * {channels} + column) * {Names.Text(inner)} + inner]");
    }
}
