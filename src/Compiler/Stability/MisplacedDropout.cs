using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2010: dropout straight before a batch norm, whose running variance it raises above what predictions have (Li et al. 2019), or
/// on the output, where it drops predictions.</summary>
internal sealed class MisplacedDropout : StabilityRule
{
    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        foreach (WiredCall norm in wiring.Of(["BatchNorm"]))
        {
            if (DropoutBefore(norm) is { } dropout)
            {
                string more = Text(1 / (1 - Rate(dropout)));
                string what = $"makes what {norm.Title} reads vary up to {more} times as much as in predictions, and the norm keeps that variance";
                yield return At(dropout, Rules.MisplacedDropout, Text(Rate(dropout)), what, "behind the last batch norm");
            }
        }

        foreach (WiredCall loss in wiring.Of(Families.PredictionLosses))
        {
            if (DropoutBefore(loss) is { } dropout)
            {
                string what = $"zeroes what {dropout.Inputs[0].Title} predicts, straight before {loss.Title}, which punishes the zeros";
                yield return At(dropout, Rules.MisplacedDropout, Text(Rate(dropout)), what, "before the last layer");
            }
        }
    }

    private static double Rate(WiredCall dropout) => dropout.Number("rate") ?? 0.5;

    private static WiredCall? DropoutBefore(WiredCall call)
    {
        WiredCall before = call.Inputs[0].Behind(Families.Movements);
        return before is { Op: "Dropout", IsInner: false } && Rate(before) > 0 ? before : null;
    }
}
