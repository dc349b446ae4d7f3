using System.Collections.Immutable;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Passes;

/// <summary>Graph to graph: batch norm over running statistics is linear, so the convolution or dense layer before it takes it into its
/// weight and its bias, if nobody else reads what that layer makes. Both are prepared: calls only add a bias.</summary>
/// <remarks>γ·(x∗W + b - μ)/√(σ² + ε) + β = x∗(scale·W) + shift. Each term is rounded once more than without folding.</remarks>
internal sealed class FoldNorms
{
    private readonly Graph result = new();
    private readonly Dictionary<Node, Node> rebuilt = [];
    private readonly Readers readers;

    private FoldNorms(Graph graph) => readers = new Readers(graph);

    public static Graph Run(Graph graph)
    {
        ImmutableArray<Node> live = graph.Live();
        if (!live.Any(node => node.Op is BatchNormOp { OfBatch: false }))
        {
            return graph;
        }

        var pass = new FoldNorms(graph);
        foreach (Node node in live)
        {
            pass.rebuilt[node] = pass.Folded(node) ?? pass.result.Add(node.Op, node.Label, [.. node.Inputs.Select(input => pass.rebuilt[input])]);
        }

        pass.result.Objective = graph.Objective is { } objective ? pass.rebuilt[objective] : null;
        Verifier.Check(pass.result, nameof(FoldNorms));
        return pass.result;
    }

    /// <summary>The layer that computes a norm too, or null.</summary>
    private Node? Folded(Node norm)
    {
        if (norm.Op is not BatchNormOp { OfBatch: false } || Product(norm.Inputs[0], out Node? bias) is not { } product
            || product.Shape[0] != norm.Shape[0] || Fuse.Memory(product.Inputs[1]) is not { Op: StoredOp } weight)
        {
            return null;
        }

        Node moments = norm.Inputs[1].Inputs[0], gamma = Fuse.Memory(norm.Inputs[3]), beta = Fuse.Memory(norm.Inputs[4]);
        var running = (RunningMomentsOp)moments.Op;
        Node scale = Part("Scale", new NormScaleOp(running.Epsilon), gamma, rebuilt[gamma], rebuilt[moments.Inputs[1]]);
        Node[] shifted = [rebuilt[beta], rebuilt[moments.Inputs[0]], scale];
        Node shift = Part("Shift", new NormShiftOp(), beta, bias is null ? shifted : [.. shifted, rebuilt[bias]]);
        Node scaled = Part("", new ScaledFiltersOp(), weight, rebuilt[weight], scale);

        Node sums = result.Add(product.Op, product.Label, rebuilt[product.Inputs[0]], Shaped(scaled, product.Inputs[1].Shape));
        return Shaped(result.Add(new AddOp(), norm.Label, sums, Shaped(shift, PerChannel(product.Shape))), norm.Shape);
    }

    /// <summary>The convolution or dense layer whose value, plus a bias perhaps, is all that <paramref name="value"/> shows.</summary>
    private Node? Product(Node value, out Node? bias)
    {
        bias = null;
        value = Unshaped(value);
        if (value.Op is AddOp && readers.IsOne(value) && value.Inputs[0].Type == value.Type && Fuse.Memory(value.Inputs[1]) is { Op: StoredOp } stored
            && value.Inputs[1].Shape == PerChannel(value.Shape))
        {
            bias = stored;
            value = Unshaped(value.Inputs[0]);
        }

        bool isFolded = value.Op is Conv2DOp || (value.Op is LinearOp && value.Shape.Rank == 1);
        return isFolded && readers.IsOne(value) ? value : null;
    }

    private Node Unshaped(Node value)
    {
        while (value.Op is ReshapeOp && readers.IsOne(value))
        {
            value = value.Inputs[0];
        }

        return value;
    }

    /// <summary>What has one value for each channel of a value.</summary>
    private static Shape PerChannel(Shape shape) => Shape.Of([shape[0], .. Enumerable.Repeat(1, shape.Rank - 1)]);

    private Node Part(string role, Op op, Node of, params Node[] inputs) =>
        result.Add(op, of.Label with { Name = of.Label.Name + role, Role = of.Label.Role + role }, inputs);

    private Node Shaped(Node value, Shape shape) => value.Shape == shape ? value : result.Add(new ReshapeOp(shape), value.Label, value);
}
