using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>The last two axes exchanged.</summary>
internal sealed class Transpose : Definition
{
    public override string Name => "Transpose";

    public override Node? Build(Call call)
    {
        int rank = call.Input.Shape.Rank;
        if (rank < 2)
        {
            call.Report(
                Rules.WrongRank, "Transpose", "at least two axes, rows and columns", call.Describe(), "Reshape makes it a matrix");
            return null;
        }

        return call.Add(new PermuteOp(Enumerable.Range(0, rank - 2).Concat([rank - 1, rank - 2]).ToEquatableArray()), call.Input);
    }
}
