using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2013: initialisers that make all units of a hidden layer the same, or that let the signal vanish or explode over a chain of
/// ReLUs. Single layers that are off by a little train as well, and are not reported.</summary>
internal sealed class UnfitInitializer : StabilityRule
{
    // Measured: a variance of 1e-4 of what it was still trains as well, one of 1e-6 does not; one of 1e4 trains ten times as slowly.
    private const double Vanished = 1e-5, Exploded = 1e4;

    private static readonly HashSet<string> Rectifiers = ["ReLU", "LeakyReLU", "PReLU", "ELU", "GELU", "SiLU", "Mish", "HardSwish"];
    private static readonly HashSet<string> Between = [.. Families.PassingOn, .. Families.Pooling, .. Rectifiers];

    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        var layers = wiring.Of(Families.WeightLayers).Where(layer => layer.Has("initializer") && !layer.IsInner).ToList();
        foreach (WiredCall layer in layers.Where(layer => layer.Choice("initializer") is "Zeros" or "Ones" && IsHidden(layer)))
        {
            yield return Report(
                layer, "starts all units of this layer alike, and with equal gradients they stay alike", "drop it, and each unit starts differently");
        }

        if (layers.Count > 0 && Chain(wiring) is { } fault)
        {
            yield return fault;
        }
    }

    /// <summary>Follows the variance through chains of layers and rectifiers; norms, sums and everything else begin anew.</summary>
    private static Fault? Chain(Wiring wiring)
    {
        var variances = new Dictionary<WiredCall, (double Variance, int Layers)>();
        foreach (WiredCall call in wiring.Calls)
        {
            (double Variance, int Layers) before = call.Inputs.Length > 0 && variances.TryGetValue(call.Inputs[0], out var found) ? found : (1, 0);
            if (Between.Contains(call.Op))
            {
                variances[call] = before;
            }
            else if (Families.WeightLayers.Contains(call.Op) && IsRectified(call) && call.Choice("initializer") is not ("Zeros" or "Ones"))
            {
                double? gain = Initial.GainWithReLU(call);
                (double variance, int layers) = (before.Variance * (gain ?? 1), before.Layers + (gain is null ? 0 : 1));
                if (gain is not null && !call.IsInner && variance is <= Vanished or >= Exploded)
                {
                    string ends = variance < 1 ? "shrink" : "grow";
                    string what = $"lets values {ends}: over {Names.Text(layers)} layer{(layers == 1 ? "" : "s")} with ReLU up to here, their variance becomes 10^{Initial.Exponent(variance)} of what it was";
                    return Report(call, what, "drop it, and the compiler takes He's, which keeps the variance; or normalise between");
                }

                variances[call] = (variance, layers);
            }
        }

        return null;
    }

    /// <summary>Whether an activation and another layer follow: an output layer, or the last of a residual block, may well start with zeros.</summary>
    private static bool IsHidden(WiredCall layer) =>
        Next(layer, [.. Families.PassingOn, .. Families.Pooling, .. Families.Norms]) is { } activation && Families.Activations.Contains(activation.Op) && LeadsToWeights(activation, 8);

    private static bool IsRectified(WiredCall layer) => Next(layer, [.. Families.PassingOn, .. Families.Pooling]) is { } next && Rectifiers.Contains(next.Op);

    /// <summary>The first call after a layer that is none of <paramref name="passed"/>; null where ways part.</summary>
    private static WiredCall? Next(WiredCall layer, HashSet<string> passed)
    {
        WiredCall? next = layer.OnlyReader;
        while (next is not null && passed.Contains(next.Op))
        {
            next = next.OnlyReader;
        }

        return next;
    }

    private static bool LeadsToWeights(WiredCall call, int steps) =>
        steps > 0 && call.Readers.Any(reader => Families.WeightLayers.Contains(reader.Op) || Families.Recurrent.Contains(reader.Op) || LeadsToWeights(reader, steps - 1));

    private static Fault Report(WiredCall layer, string what, string advice) =>
        new(Rules.UnfitInitializer.Id, [layer.Choice("initializer") ?? "", what, advice], layer.SiteOf("initializer"));
}
