using System.Globalization;
using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.GraphPasses;

internal static class GraphText
{
    /// <summary>What a node computes, in one line: <c>Add(x, Expand(3))</c>.</summary>
    public static string Expression(this Node node) => node.Op switch
    {
        InputOp input => input.ParameterName,
        ConstantOp constant => constant.Value.ToString("R", CultureInfo.InvariantCulture),
        InverseBatchOp => "1/N",
        ReshapeOp reshape => $"Reshape{reshape.Shape}({node.Inputs[0].Expression()})",
        ExpandOp expand => $"Expand{expand.Type}({node.Inputs[0].Expression()})",
        _ => $"{node.Op.Name}({string.Join(", ", node.Inputs.Select(Expression))})",
    };
}
