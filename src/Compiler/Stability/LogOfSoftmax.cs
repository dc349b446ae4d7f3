using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2004: the logarithm of a softmax, which is -∞ where the softmax underflows.</summary>
internal sealed class LogOfSoftmax : StabilityRule
{
    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        foreach (WiredCall log in wiring.Of(["Log"]))
        {
            WiredCall softmax = log.Inputs[0].Behind(Families.Movements);
            if (softmax.Op == "Softmax" && !log.IsInner)
            {
                yield return At(log, Rules.LogOfSoftmax, softmax.Title, softmax.Inputs[0].Title);
            }
        }
    }
}
