using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2003: what is no probability in the plain binary cross-entropy. Only where the last layer's range is known to be wider than
/// 0 to 1.</summary>
internal sealed class LogitsAsProbabilities : StabilityRule
{
    private static readonly HashSet<string> Bounded = ["Sigmoid"];

    private static readonly HashSet<string> Unbounded =
        [.. Families.WeightLayers, .. Families.Norms, .. Families.Activations.Except(Bounded), .. Families.Recurrent, "MultiHeadAttention", "SelfAttention", "LogSoftmax"];

    // What a pooling or a norm makes of probabilities depends on the values: only sure cases are reported.
    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        foreach (WiredCall loss in wiring.Of(["BinaryCrossEntropy"]))
        {
            WiredCall maker = loss.Inputs[0].Behind(Families.PassingOn);
            if (Unbounded.Contains(maker.Op) && !loss.IsInner)
            {
                yield return At(loss, Rules.LogitsAsProbabilities, maker.Title, maker.Shape.ToString());
            }
        }
    }
}
