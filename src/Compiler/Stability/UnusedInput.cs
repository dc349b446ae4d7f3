using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2017: an input of an objective that its loss does not depend on.</summary>
internal sealed class UnusedInput : StabilityRule
{
    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        for (int index = 0; wiring.IsObjective && index < wiring.Entry.Spec.Parameters.Count; index++)
        {
            ParameterSpec parameter = wiring.Entry.Spec.Parameters[index];
            if (!wiring.Parameter(index).IsLive)
            {
                yield return new Fault(Rules.UnusedInput.Id, [parameter.Name, wiring.Entry.Spec.Name], parameter.Site);
            }
        }
    }
}
