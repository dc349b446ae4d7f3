using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>softmax(q·kᵀ/√d)·v of each head, of one step over the rows of a cache before its position and itself. Inputs: q, k and v side by
/// side [3·width], cache [(layers,) context, 2·width], position.</summary>
internal sealed record CachedAttentionOp(int Heads, int Layer) : Op
{
    public override string Name => "CachedAttention";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(Shape.Of(CacheSizes.Width(inputs[1].Shape)));

    public override int? TokenLimit(Node node, int input) => input == 2 ? CacheSizes.Context(node.Inputs[1].Shape) : null;

    // What it costs at the last position.
    public override long Flops(Node node)
    {
        long context = CacheSizes.Context(node.Inputs[1].Shape);
        return 4 * context * node.Shape[0] + Cost.Exponential * context * Heads;
    }

    // The attention of one query to the whole cache and, as the last key, itself, of which a mask hides what has not been written.
    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        (Node step, Node cache, Node position) = (node.Inputs[0], node.Inputs[1], node.Inputs[2]);
        int width = node.Shape[0], context = CacheSizes.Context(cache.Shape);
        Node Part(string role, Node x, int axis, int from, int to) => gradients.ApplyPart(role, new SliceOp(axis, from, to), x);
        Node Row(Node x) => gradients.Reshape(x, Shape.Of(1, x.Shape.Size));

        Node rows = CacheSizes.LayerOf(gradients, cache, Layer), own = Row(Part("Own", step, 0, width, 3 * width));
        Node all = gradients.ApplyPart("Rows", new ConcatOp(0), rows, own);
        Node here = gradients.Reshape(gradients.ApplyPart("Here", new OneHotOp(context + 1), position), Shape.Of(context + 1));
        Node since = gradients.ApplyPart("Since", new CumulativeSumOp(0, FromEnd: false), here);
        Node before = gradients.ApplyPart("Before", new SubtractOp(), gradients.Constant(1), since);
        Node last = gradients.ApplyPart("Last", new SliceGradientOp(0, context, context + 1, context + 1), gradients.Fit(gradients.Constant(1), step.Type.With(Shape.Of(1))));
        Node mask = gradients.ApplyPart("Mask", new AddOp(), before, last);

        Node d = gradients.Apply(
            new AttentionGradientOp(new AttentionOp(Heads, Causal: false, IsPacked: false)),
            Row(Part("Query", step, 0, 0, width)), Part("Keys", all, 1, 0, width), Part("Values", all, 1, width, 2 * width), mask, Row(dOutput));
        Node dKeys = Part("KeySlopes", d, 0, 1, context + 2), dValues = Part("ValueSlopes", d, 0, context + 2, 2 * context + 3);
        Node dRows = gradients.ApplyPart("RowSlopes", new ConcatOp(1), dKeys, dValues);
        if (gradients.Needs(step))
        {
            Node dQuery = Part("QuerySlopes", d, 0, 0, 1), dOwn = Part("OwnSlopes", dRows, 0, context, context + 1);
            gradients.Add(step, gradients.Reshape(gradients.Apply(new ConcatOp(1), dQuery, dOwn), step.Shape));
        }

        if (gradients.Needs(cache))
        {
            gradients.Add(cache, CacheSizes.Within(gradients, Part("CacheSlopes", dRows, 0, 0, context), cache.Shape, Layer));
        }
    }

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "CachedAttention.Forward", CacheSizes.SharedShape(kernel, Heads, node.Inputs[1].Shape), Names.Text(Layer), kernel.Rows(1, node), kernel.Operand(0),
        kernel.Operand(1), kernel.Operand(2), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) =>
        $"softmax(q·kᵀ/√d)·v ({Names.Text(Heads)} head{(Heads == 1 ? "" : "s")}; k and v in {operands[1]} before {operands[2]}, and side by side with q in {operands[0]})";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        string sizes = CacheSizes.Constants(kernel, Heads, Layer, node.Inputs[1].Shape, node.Inputs[2]);
        kernel.Library($"DeviceCachedAttention.Forward<{sizes}>", [.. node.Inputs, node], node.Batched ? "samples" : "1");
    }
}

/// <summary>A cache with a step's key and value in the row of its position. Inputs as those of <see cref="CachedAttentionOp"/>.</summary>
internal sealed record CacheRowOp(int Layer) : Op
{
    public override string Name => "CacheRow";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[1].Type;

    public override int? TokenLimit(Node node, int input) => input == 2 ? CacheSizes.Context(node.Inputs[1].Shape) : null;

    public override long Flops(Node node) => 0;

    // The row's gradient is the step's, and the cache's has none there.
    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        (Node step, Node cache, Node position) = (node.Inputs[0], node.Inputs[1], node.Inputs[2]);
        int width = CacheSizes.Width(cache.Shape), context = CacheSizes.Context(cache.Shape);
        Node here = gradients.Reshape(gradients.ApplyPart("Here", new OneHotOp(context), position), Shape.Of(context, 1));
        Node isRow = CacheSizes.Within(gradients, here, cache.Shape.With(cache.Shape.Rank - 1, 1), Layer);
        Node row = gradients.Apply(new ReduceOp(Reduction.Sum, 0, cache.Shape.Rank - 1), gradients.Multiply(dOutput, isRow));
        gradients.Add(step, gradients.Apply(new SliceGradientOp(0, width, 3 * width, 3 * width), row));
        gradients.Add(cache, gradients.Multiply(dOutput, gradients.Apply(new SubtractOp(), gradients.Constant(1), isRow)));
    }

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "CachedAttention.Replace", CacheSizes.SharedShape(kernel, 1, node.Shape), Names.Text(Layer), kernel.Rows(1, node), kernel.Operand(0),
        kernel.Operand(1), kernel.Operand(2), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[1]} with k and v of {operands[0]} in row {operands[2]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) => kernel.Each(
        $"DeviceCachedAttention.Replaced<{CacheSizes.Constants(kernel, 1, Layer, node.Shape, node.Inputs[2])}>",
        kernel.Operand(0), kernel.Operand(1), kernel.Operand(2));
}

/// <summary>Writes a step's key and value into the cache that the caller passed as argument number <paramref name="Index"/>, after everything that
/// reads what was there: what is left of a <see cref="CacheRowOp"/> whose result is the caller's state. Inputs: the step, the state, the position.</summary>
internal sealed record CacheStoreOp(int Index, int Layer) : Op, IStateWrite
{
    public override string Name => "CacheStore";

    public override bool IsEffect => true;

    public override bool Writes(int input) => input == 1;

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[1].Type;

    public override int? TokenLimit(Node node, int input) => input == 2 ? CacheSizes.Context(node.Inputs[1].Shape) : null;

    public override long Flops(Node node) => 0;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "CachedAttention.Store", CacheSizes.SharedShape(kernel, 1, node.Shape), Names.Text(Layer), kernel.Rows(1, node), kernel.Operand(0),
        kernel.Operand(2), kernel.Operand(1));

    public override string Formula(IReadOnlyList<string> operands) => $"k and v of {operands[0]} into row {operands[2]} of {operands[1]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) => kernel.EachWrites(
        node.Shape[-1], node.Batched, $"DeviceCachedAttention.Store<{CacheSizes.Constants(kernel, 1, Layer, node.Shape, node.Inputs[2])}>",
        kernel.Operand(0), kernel.Operand(2), kernel.Operand(1));
}

/// <summary>The sizes of a cache, (context, 2·width) or (layers, context, 2·width), and its layers.</summary>
internal static class CacheSizes
{
    public static int Layers(Shape cache) => cache.Rank == 3 ? cache[0] : 1;

    public static int Context(Shape cache) => cache[-2];

    public static int Width(Shape cache) => cache[-1] / 2;

    public static string SharedShape(KernelText kernel, int heads, Shape cache) => kernel.Shared(
        "CacheShape", "Cache", $"new({Names.Text(heads)}, {Names.Text(Layers(cache))}, {Names.Text(Context(cache))}, {Names.Text(Width(cache))})");

    /// <summary>The sizes as constants of a device's kernels.</summary>
    public static string Constants(DeviceKernel kernel, int heads, int layer, Shape cache, Node position) => kernel.Constants(
        "ICacheSizes", ("Heads", heads), ("Layers", Layers(cache)), ("Layer", layer), ("Context", Context(cache)), ("Width", Width(cache)),
        ("PositionStep", position.Batched ? 1 : 0));

    /// <summary>The rows of a layer.</summary>
    public static Node LayerOf(Gradients gradients, Node cache, int layer) => cache.Shape.Rank == 2 ? cache
        : gradients.Reshape(gradients.ApplyPart("Layer", new SliceOp(0, layer, layer + 1), cache), cache.Shape.Skip(1));

    /// <summary>The rows of a layer, and zeros in the others.</summary>
    public static Node Within(Gradients gradients, Node rows, Shape cache, int layer) => cache.Rank == 2 ? rows
        : gradients.Apply(new SliceGradientOp(0, layer, layer + 1, cache[0]), gradients.Reshape(rows, Shape.Of([1, .. rows.Shape.Extents])));
}
