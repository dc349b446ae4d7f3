using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2001: softmax twice. Of probabilities p in 0 to 1 the loss's own softmax makes at most e / (e + classes - 1).</summary>
internal sealed class SoftmaxBeforeCrossEntropy : StabilityRule
{
    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        foreach (WiredCall loss in wiring.Of(Families.SoftmaxLosses))
        {
            WiredCall softmax = loss.Inputs[0].Behind(Families.PassingOn);
            if (softmax is { Op: "Softmax", IsInner: false })
            {
                int classes = softmax.Shape[-1];
                yield return At(
                    softmax, Rules.SoftmaxTwice, loss.Title, softmax.Inputs[0].Title, softmax.Shape.ToString(),
                    Text(100 * Math.E / (Math.E + classes - 1)));
            }
        }
    }
}
