using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>x / √(mean(x²) + ε)·γ for each row, which is the last axis (Zhang and Sennrich 2019; PyTorch's <c>RMSNorm</c>).</summary>
internal sealed class RMSNorm : Definition
{
    public override string Name => "RMSNorm";

    public override Node? Build(Call call)
    {
        double epsilon = Numbers.Epsilon(call);
        Node x = call.Input;
        int last = x.Shape.Rank - 1;
        if (last < 0)
        {
            call.Report(
                Rules.WrongRank, "RMSNorm", "features on the last axis, as in (steps,features)", call.Describe(), "Reshape(1) makes one value an axis");
        }

        if (call.Failed)
        {
            return null;
        }

        int features = x.Shape[-1];
        Node weight = call.Parameter("Weight", Shape.Of(features), features, features, "Ones");
        if (call.Failed)
        {
            return null;
        }

        Node meanSquare = call.AddPart("MeanSquare", new ReduceOp(Reduction.Mean, last, last + 1), call.AddPart("Square", new SquareOp(), x));
        Node root = call.AddPart("Root", new SqrtOp(), call.AddPart("Shifted", new AddOp(), meanSquare, call.Constant(epsilon)));
        Node normal = call.AddPart("Normalised", new DivideOp(), x, call.Reshape(root, x.Shape.With(last, 1)));
        return call.Add(new MultiplyOp(), normal, weight);
    }
}
