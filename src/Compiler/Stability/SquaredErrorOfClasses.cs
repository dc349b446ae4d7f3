using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2011: squared errors of a softmax, whose slope is in the gradient, or of any prediction from class labels.</summary>
internal sealed class SquaredErrorOfClasses : StabilityRule
{
    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        foreach (WiredCall loss in wiring.Of(["MeanSquaredError"]).Where(loss => !loss.IsInner))
        {
            WiredCall prediction = loss.Inputs[0].Behind(Families.PassingOn), target = loss.Inputs[1].Behind(Families.Movements);
            // What imitates another network's probabilities may do so in squares.
            if (prediction.Op == "Softmax" && (target.IsParameter || target.Op == "OneHot"))
            {
                string why = "its gradient vanishes where the Softmax is sure, also where it is sure of the wrong class";
                yield return At(loss, Rules.SquaredErrorOfClasses, $"the probabilities of {prediction.Title}", why, prediction.Inputs[0].Title) with
                {
                    Facts = [Facts.At(Facts.Layer, prediction.Site)],
                };
            }
            else if (target.Op == "OneHot")
            {
                string classes = target.Shape.Rank > 0 ? target.Shape[-1].ToString(System.Globalization.CultureInfo.InvariantCulture) : "all";
                string why = $"of {classes} targets all but one are 0, which are fitted first, and a logit that is right by far is punished";
                yield return At(loss, Rules.SquaredErrorOfClasses, $"values of any size with class labels, by {target.Title}", why, prediction.Title);
            }
        }
    }
}
