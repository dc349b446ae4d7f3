using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2002: sigmoid twice. Of values in 0 to 1 the loss's own sigmoid makes 0.5 to 0.73.</summary>
internal sealed class SigmoidBeforeLogitLoss : StabilityRule
{
    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        foreach (WiredCall loss in wiring.Of(Families.SigmoidLosses))
        {
            WiredCall sigmoid = loss.Inputs[0].Behind(Families.PassingOn);
            if (sigmoid is { Op: "Sigmoid", IsInner: false })
            {
                yield return At(sigmoid, Rules.SigmoidTwice, loss.Title, sigmoid.Inputs[0].Title, sigmoid.Shape.ToString());
            }
        }
    }
}
