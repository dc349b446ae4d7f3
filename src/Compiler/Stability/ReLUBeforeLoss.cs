using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2005: a ReLU as the last layer before a loss. Where its input is negative no gradient comes back, and no prediction is negative.</summary>
internal sealed class ReLUBeforeLoss : StabilityRule
{
    private static readonly HashSet<string> Losses =
    [
        .. Families.SoftmaxLosses, .. Families.SigmoidLosses, "MeanSquaredError", "MeanAbsoluteError", "Huber", "Hinge", "MultiMargin",
    ];

    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        foreach (WiredCall loss in wiring.Of(Losses))
        {
            WiredCall last = loss.Inputs[0].Behind(Families.PassingOn);
            // Features that are compared with other features may well be those after a ReLU.
            if (last is { Op: "ReLU", IsInner: false } && IsGiven(loss.Inputs[1]))
            {
                yield return At(last, Rules.ReLUBeforeLoss, loss.Title, last.Inputs[0].Title);
            }
        }
    }

    private static bool IsGiven(WiredCall target)
    {
        WiredCall source = target.Behind(Families.Movements);
        return source.IsParameter || source.Constant is not null || source.Op == "OneHot";
    }
}
