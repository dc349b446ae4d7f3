using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2014: a recurrent layer with ReLU, which bounds nothing, and weights that make its state larger at each step (Pascanu, Mikolov
/// and Bengio 2013). With the default initialiser the state keeps its size, and such layers train as well as those with tanh.</summary>
internal sealed class ExplodingRecurrence : StabilityRule
{
    // He's is exactly 1.
    private const double Limit = 1.5;

    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        foreach (WiredCall layer in wiring.Of(["RNN"]).Where(layer => layer.Choice("activation") == "ReLU" && !layer.IsInner))
        {
            double units = layer.Number("units") ?? 1, steps = layer.Inputs[0].Shape[0];
            double growth = Math.Sqrt((Initial.MeanSquare(layer.Choice("initializer"), units, units) ?? 0) * units / 2);
            if (growth > Limit && steps > 1)
            {
                string all = Math.Floor(steps * Math.Log10(growth)).ToString("0", System.Globalization.CultureInfo.InvariantCulture);
                yield return new Fault(
                    Rules.ExplodingRecurrence.Id, [layer.Choice("initializer") ?? "", Text(growth), Text(steps), all], layer.SiteOf("activation"));
            }
        }
    }
}
