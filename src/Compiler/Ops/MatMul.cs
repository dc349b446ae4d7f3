using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The matrix product of each sample, (…, m, k)·(…, k, n), with NumPy's rules: axes before the last two broadcast, and a
/// tensor of one axis is a row on the left and a column on the right (PyTorch's <c>matmul</c>).</summary>
internal sealed class MatMul : Definition
{
    public override string Name => "MatMul";

    public override int LeastInputs => 2;

    public override Node? Build(Call call)
    {
        Node left = call.Inputs[0], right = call.Inputs[1];
        if (!HasAxes(call, left) | !HasAxes(call, right))
        {
            return null;
        }

        Shape a = left.Shape.Rank == 1 ? Shape.Of(1, left.Shape[0]) : left.Shape;
        Shape b = right.Shape.Rank == 1 ? Shape.Of(right.Shape[0], 1) : right.Shape;
        if (!DepthsAgree(call, a, b) || LeadingAxes(call, a, b) is not { } lead)
        {
            return null;
        }

        Shape product = lead.Append(a[-2], b[-1]);
        Shape wholeA = Repeated(a, lead), wholeB = Repeated(b, lead);
        if (!call.Fits(product, "its result") || !call.Fits(wholeA, "its repeated left operand") || !call.Fits(wholeB, "its repeated right operand"))
        {
            return null;
        }

        Node value = call.Add(new MatMulOp(ProductForm.NN), Operand(call, "Left", left, a, wholeA), Operand(call, "Right", right, b, wholeB));
        return call.Reshape(value, Result(product, left.Shape.Rank == 1, right.Shape.Rank == 1));
    }

    private static bool HasAxes(Call call, Node value)
    {
        if (value.Shape.Rank > 0)
        {
            return true;
        }

        call.Report(Rules.WrongRank, "MatMul", "matrices or vectors", call.Describe(value), "Write * to multiply by one number");
        return false;
    }

    private static bool DepthsAgree(Call call, Shape a, Shape b)
    {
        if (a[-1] == b[-2])
        {
            return true;
        }

        string advice = b[-1] == a[-2] ? "Exchange the two, or change the layer that made one of them" : "Change the layer that made one of them";
        call.Report(
            Rules.SizesDiffer, "MatMul", $"the {Names.Text(a[-1])} columns on the left", $"the {Names.Text(b[-2])} rows on the right",
            call.Clause(call.Inputs[0]), call.Clause(call.Inputs[1]), advice);
        return false;
    }

    private static Shape? LeadingAxes(Call call, Shape a, Shape b)
    {
        if (Shape.Broadcast(a.Take(a.Rank - 2), b.Take(b.Rank - 2)) is { } lead)
        {
            return lead;
        }

        call.Report(
            Rules.CannotCombine, "multiply the matrices of", a.ToString(), b.ToString(), call.Clause(call.Inputs[0]), call.Clause(call.Inputs[1]),
            "Axes before the last two must be equal or 1");
        return null;
    }

    /// <summary>An operand is used for all of a sample's products, or has a matrix for each of them: one that has matrices along some of
    /// the leading axes is repeated along the others.</summary>
    private static Shape Repeated(Shape matrices, Shape lead)
    {
        int own = matrices.SizeOf(0, matrices.Rank - 2);
        return own == 1 || own == lead.LongSize ? matrices : lead.Append(matrices[-2], matrices[-1]);
    }

    private static Node Operand(Call call, string role, Node value, Shape matrices, Shape whole)
    {
        value = call.Reshape(value, matrices);
        return matrices == whole ? value : call.AddPart(role + "Repeated", new ExpandOp(value.Type.With(whole)), value);
    }

    private static Shape Result(Shape product, bool leftIsRow, bool rightIsColumn)
    {
        Shape result = product.Take(product.Rank - 2);
        result = leftIsRow ? result : result.Append(product[-2]);
        return rightIsColumn ? result : result.Append(product[-1]);
    }
}
