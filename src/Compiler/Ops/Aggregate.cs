using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Sums over the edges that end in each node of a graph, given as a list of edges with or without weights (PyTorch's
/// <c>index_add</c>).</summary>
internal sealed class Aggregate : Definition
{
    public override string Name => "Aggregate";

    public override int LeastInputs => 3;

    public override ElementKind? Reads(int input) => input is 1 or 2 ? ElementKind.Int : ElementKind.Float;

    public override Node? Build(Call call)
    {
        Node features = call.Inputs[0], source = call.Inputs[1], target = call.Inputs[2];
        if (features.Shape.Rank == 0)
        {
            call.Report(Rules.WrongRank, "Aggregate", "nodes on axis 0, as in (nodes,features)", call.Describe(), "Reshape(1) makes one value an axis");
            return null;
        }

        if (source.Shape.Rank != 1 || target.Shape != source.Shape)
        {
            call.Report(
                Rules.SizesDiffer, "Aggregate", $"the sources {source.Shape}", $"the targets {target.Shape}", call.Clause(source),
                call.Clause(target), "Give both the shape (edges): one source and one target for each edge");
            return null;
        }

        int nodes = features.Shape[0];
        foreach (Node end in new[] { source, target })
        {
            if (TokenBound.Of(end) is { } bound && bound.Largest >= nodes)
            {
                call.Report(
                    Rules.IndexOutOfRange, $"Index {Names.Text(bound.Largest)} of {bound.Maker}", $"the nodes of {call.Describe()}",
                    $"They are 0 to {Names.Text(nodes - 1)}");
            }
        }

        if (call.Inputs.Length > 3)
        {
            CheckWeights(call, features.Shape.With(0, source.Shape[0]));
        }

        if (call.Failed)
        {
            return null;
        }

        // Features and weights for all samples are used along each sample's edges.
        bool batched = call.Inputs.Any(input => input.Batched);
        Node Repeat(Node values, string role) =>
            values.Batched == batched ? values : call.AddPart(role, new ExpandOp(values.Type with { Batched = true }), values);

        Node[] weights = [.. call.Inputs.Skip(3).Select(values => Repeat(values, "RepeatedWeights"))];
        return call.Add(new AggregateOp(), [Repeat(features, "Repeated"), source, target, .. weights]);
    }

    /// <summary>A weight belongs to an edge, or to a part of what comes along it.</summary>
    /// <param name="messages">The features as they come along the edges: (edges, …).</param>
    private static void CheckWeights(Call call, Shape messages)
    {
        Node weights = call.Inputs[3];
        int rank = Math.Max(1, Math.Min(weights.Shape.Rank, messages.Rank));
        if (weights.Shape == messages.Take(rank))
        {
            return;
        }

        string parts = messages.Rank > 1 ? $", or one for each part of its node, {messages.Take(2)}" : "";
        call.Report(
            Rules.SizesDiffer, "Aggregate", $"the weights {weights.Shape}", $"the edges{(rank > 1 ? " and parts of a node" : "")} {messages.Take(rank)}",
            call.Clause(weights), call.Clause(rank > 1 ? call.Input : call.Inputs[1]), $"Give each edge one weight, {messages.Take(1)}{parts}");
    }
}

/// <summary>y[target[e]] += w[e]·x[source[e]] over zeros. Inputs: x [nodes, …], source, target, and w [edges, …] or none, which is 1; edges
/// for all samples serve each of them.</summary>
internal sealed record AggregateOp : Op
{
    public override string Name => "Aggregate";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override int? TokenLimit(Node node, int input) => input is 1 or 2 ? node.Shape[0] : null;

    public override long Flops(Node node) =>
        (IsWeighted(node) ? 2 : 1) * (long)node.Inputs[1].Shape[0] * node.Shape.SizeOf(1, node.Shape.Rank);

    // dx[source[e]] += w[e]·dy[target[e]]: the same along reversed edges.  dw[e] = x[source[e]]·dy[target[e]].
    public override void Differentiate(Node node, Node dOutput, Gradients gradients)
    {
        (Node x, Node source, Node target) = (node.Inputs[0], node.Inputs[1], node.Inputs[2]);
        gradients.Add(x, gradients.Apply(new AggregateOp(), [dOutput, target, source, .. node.Inputs.Skip(3)]));
        if (IsWeighted(node))
        {
            gradients.Add(node.Inputs[3], gradients.Apply(new EdgeProductOp(node.Inputs[3].Shape), x, source, dOutput, target));
        }
    }

    public override void EmitKernel(KernelText kernel, Node node)
    {
        string[] sizes = EdgeProductOp.Sizes(kernel, node, IsWeighted(node) ? node.Inputs[3].Shape : Shape.Of(node.Inputs[1].Shape[0]), node.Shape);
        kernel.Call(IsWeighted(node) ? "Aggregation.WeightedSum" : "Aggregation.Sum", [.. sizes, .. kernel.Operands, kernel.Target]);
    }

    public override string Formula(IReadOnlyList<string> operands) =>
        $"Σ {(operands.Count > 3 ? operands[3] + "·" : "")}{operands[0]}[{operands[1]}] at {operands[2]}";

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        string[] sizes =
        [
            node.Batched ? "samples" : "1", Names.Text(node.Shape[0]), Names.Text(node.Shape.SizeOf(1, node.Shape.Rank)),
            Names.Text(node.Inputs[1].Shape[0]),
        ];
        kernel.Library(
            IsWeighted(node) ? "DeviceGathering.WeightedAggregate" : "DeviceGathering.Aggregate", [.. node.Inputs, node],
            IsWeighted(node) ? [.. sizes, Names.Text(EdgeProductOp.Parts(node.Inputs[3].Shape))] : sizes);
    }

    private static bool IsWeighted(Node node) => node.Inputs.Length > 3;
}

/// <summary>w[e, h] = Σ_i x[source[e], h, i]·y[target[e], h, i]: products along edges. Inputs: x [nodes, …], source, y [nodes, …], target.</summary>
/// <param name="Edges">The result's shape, (edges) or (edges, and the first axes of a node).</param>
internal sealed record EdgeProductOp(Shape Edges) : Op
{
    public override string Name => "EdgeProduct";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(Edges);

    public override int? TokenLimit(Node node, int input) => input is 1 or 3 ? node.Inputs[0].Shape[0] : null;

    public override long Flops(Node node) => 2L * Edges[0] * node.Inputs[0].Shape.SizeOf(1, node.Inputs[0].Shape.Rank);

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Aggregation.Products", [.. Sizes(kernel, node, Edges, node.Inputs[0].Shape), .. kernel.Operands, kernel.Target]);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]}[{operands[1]}]·{operands[2]}[{operands[3]}]";

    /// <summary>The samples, the nodes, the edges, the parts of a node and the values of a part.</summary>
    internal static string[] Sizes(KernelText kernel, Node batch, Shape weights, Shape features) =>
    [
        kernel.Rows(1, batch), kernel.Size("Nodes", features[0]), kernel.Size("Edges", weights[0]),
        kernel.Size("Parts", Parts(weights)), kernel.Size("Width", features.SizeOf(weights.Rank, features.Rank)),
    ];

    /// <summary>Parts of a node that weights tell apart.</summary>
    internal static int Parts(Shape weights) => weights.SizeOf(1, weights.Rank);

    public override void EmitDevice(DeviceKernel kernel, Node node)
    {
        Shape features = node.Inputs[0].Shape;
        int nodes = features[0], edges = Edges[0], parts = Parts(Edges), width = features.SizeOf(Edges.Rank, features.Rank);
        int Step(Node ends) => ends.Batched ? edges : 0;
        int[] sizes = [nodes, edges, parts, width, Step(node.Inputs[1]), Step(node.Inputs[3])];
        kernel.RowValues(edges * parts, width, new RowLook(
            "sum", "DeviceGathering.EdgeProduct",
            ["row", .. Enumerable.Range(0, 4).Select(kernel.Operand), .. sizes.Select(Names.Text)]));
    }
}
