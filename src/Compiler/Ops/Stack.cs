using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>Tensors of one shape along a new axis (PyTorch's <c>stack</c>): each gets an axis of 1, along which they are joined.</summary>
internal sealed class Stack : Definition
{
    public override string Name => "Stack";

    public override int LeastInputs => 0;

    public override Node? Build(Call call)
    {
        if (call.Inputs.Length == 0)
        {
            call.Report(Rules.MissingArgument, "Stack", "parts", "list the tensors to stack");
            return null;
        }

        Shape shape = call.Input.Shape;
        int axis = NewAxis(call, shape.Rank);
        foreach (Node part in call.Inputs.Where(part => part.Shape != shape))
        {
            call.Report(
                Rules.CannotCombine, "stack", shape.ToString(), part.Shape.ToString(), call.Clause(call.Input), call.Clause(part),
                "All parts must have one shape: Reshape one of them, or join them with Concat");
        }

        if (call.Failed)
        {
            return null;
        }

        Shape layer = Shape.Of([.. shape.Take(axis).Extents, 1, .. shape.Skip(axis).Extents]);
        return Concat.Join(call, [.. call.Inputs.Select(part => call.Reshape(part, layer))], axis);
    }

    private static int NewAxis(Call call, int rank)
    {
        if (call.Integers("axis") is not { Length: 1 } given)
        {
            call.Report(Rules.MissingArgument, "Stack", "axis", "write it as a constant");
            return 0;
        }

        if (given[0] >= -rank - 1 && given[0] <= rank)
        {
            return given[0] < 0 ? given[0] + rank + 1 : given[0];
        }

        call.ReportAt("axis", Rules.BadArgument, "Stack", "axis", Names.Text(given[0]), $"from {Names.Text(-rank - 1)} to {Names.Text(rank)}");
        return 0;
    }
}
