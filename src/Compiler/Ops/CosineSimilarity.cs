using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>a·b / (max(‖a‖, ε)·max(‖b‖, ε)) over the last axis (PyTorch's <c>cosine_similarity</c>).</summary>
internal sealed class CosineSimilarity : Definition
{
    public override string Name => "CosineSimilarity";

    public override int LeastInputs => 2;

    public override Node? Build(Call call)
    {
        double epsilon = call.Number("epsilon", 1e-8, Numbers.IsPositive, Numbers.Positive);
        Node a = call.Inputs[0], b = call.Inputs[1];
        if (Losses.NeedRows(call, a, b) && BinaryDefinition.Combine(call, "compare", new MultiplyOp(), a, b) is { } product && !call.Failed)
        {
            return Of(call, a, b, product, epsilon);
        }

        return null;
    }

    /// <summary>The cosine of the rows whose <paramref name="product"/>, element by element, is known.</summary>
    public static Node Of(Call call, Node a, Node b, Node product, double epsilon)
    {
        Node dot = Losses.SumOfRows(call, "Dot", product);
        Node lengths = call.AddPart("Lengths", new MultiplyOp(), Length("A", a), Length("B", b));
        return call.Add(new DivideOp(), dot, lengths);

        // The bound lies before the root, whose slope at 0 is infinite.
        Node Length(string role, Node value)
        {
            Node squares = Losses.SumOfRows(call, role + "Square", call.AddPart(role + "Squares", new SquareOp(), value));
            Node bounded = call.AddPart(role + "Bounded", new MaximumOp(), squares, call.Constant(epsilon * epsilon));
            return call.AddPart(role + "Length", new SqrtOp(), bounded);
        }
    }
}
