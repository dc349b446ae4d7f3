using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2007: two dense layers with nothing between are one matrix, W2·W1. A narrow middle is meant: it limits that matrix's rank.</summary>
internal sealed class DenseAfterDense : StabilityRule
{
    private static readonly HashSet<string> Between = ["Dropout", InnerNetwork.InputOp];

    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        foreach (WiredCall second in wiring.Of(["Dense"]))
        {
            WiredCall first = second.Inputs[0].Behind(Between);
            if (first.Op != "Dense" || second.IsInner || first.Has(LayerNodes.TiedTo) || second.Has(LayerNodes.TiedTo) || !OnlyFeeds(first, second))
            {
                continue;
            }

            (int inputs, int middle, int outputs) = (first.Inputs[0].Shape[-1], first.Shape[-1], second.Shape[-1]);
            if (middle >= Math.Min(inputs, outputs))
            {
                yield return At(
                    second, Rules.DenseAfterDense, first.Title, inputs.ToString(), middle.ToString(), outputs.ToString()) with
                {
                    Facts = [Facts.At(Facts.Layer, first.Site)],
                };
            }
        }
    }

    /// <summary>Whether what the first layer makes is only there for the second: else its values are wanted themselves.</summary>
    private static bool OnlyFeeds(WiredCall first, WiredCall second)
    {
        WiredCall? call = first;
        while (call is not null && call != second)
        {
            call = call.OnlyReader;
        }

        return call == second;
    }
}
