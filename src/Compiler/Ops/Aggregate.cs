using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Emit.Ilgpu;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Passes;

namespace CompiledNets.Compiler.Ops;

/// <summary>Sums over the edges that end in each node of a graph, given as a list of edges (PyTorch's <c>index_add</c>).</summary>
internal sealed class Aggregate : Definition
{
    public override string Name => "Aggregate";

    public override int LeastInputs => 3;

    public override ElementKind? Reads(int input) => input == 0 ? ElementKind.Float : ElementKind.Int;

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

        if (call.Failed)
        {
            return null;
        }

        // Features for all samples are summed along each sample's edges.
        bool batched = source.Batched || target.Batched || features.Batched;
        Node values = features.Batched == batched ? features : call.AddPart("Repeated", new ExpandOp(features.Type with { Batched = true }), features);
        return call.Add(new AggregateOp(), values, source, target);
    }
}

/// <summary>y[target[e]] += x[source[e]] over zeros. Inputs: x [nodes, …], source, target; edges for all samples serve each of them.</summary>
internal sealed record AggregateOp : Op
{
    public override string Name => "Aggregate";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type;

    public override int? TokenLimit(Node node, int input) => input == 0 ? null : node.Shape[0];

    public override long Flops(Node node) => (long)node.Inputs[1].Shape[0] * node.Shape.SizeOf(1, node.Shape.Rank);

    // dx[source[e]] += dy[target[e]]: the same along reversed edges.
    public override void Differentiate(Node node, Node dOutput, Gradients gradients) =>
        gradients.Add(node.Inputs[0], gradients.Apply(new AggregateOp(), dOutput, node.Inputs[2], node.Inputs[1]));

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        "Aggregation.Sum", kernel.Rows(1, node), kernel.Size("Nodes", node.Shape[0]),
        kernel.Size("Width", node.Shape.SizeOf(1, node.Shape.Rank)), kernel.Size("Edges", node.Inputs[1].Shape[0]), kernel.Operand(0),
        kernel.Operand(1), kernel.Operand(2), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"Σ {operands[0]}[{operands[1]}] at {operands[2]}";

    public override void EmitDevice(DeviceKernel kernel, Node node) => kernel.Library(
        "DeviceGathering.Aggregate", [.. node.Inputs, node], node.Batched ? "samples" : "1", Names.Text(node.Shape[0]),
        Names.Text(node.Shape.SizeOf(1, node.Shape.Rank)), Names.Text(node.Inputs[1].Shape[0]));
}
