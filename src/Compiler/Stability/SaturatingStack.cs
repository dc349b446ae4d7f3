using System.Globalization;
using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;

namespace CompiledNets.Compiler.Stability;

/// <summary>CN2006: saturating activations three or more deep without a norm (Glorot and Bengio 2010). A sigmoid passes on at most a quarter
/// of the gradient; tanh all of it around 0, and little elsewhere.</summary>
internal sealed class SaturatingStack : StabilityRule
{
    private const int Limit = 3;

    private static readonly HashSet<string> Saturating = ["Sigmoid", "Tanh"];
    private static readonly HashSet<string> Between = [.. Families.WeightLayers, .. Families.PassingOn, .. Families.Pooling, "Add", "Concat"];

    public override IEnumerable<Fault> Check(Wiring wiring)
    {
        if (wiring.Of(Saturating).Count() < Limit)
        {
            yield break;
        }

        var depths = new Depths(wiring, call => Saturating.Contains(call.Op) ? Effect.Adds : Between.Contains(call.Op) ? Effect.Keeps : Effect.Resets);
        WiredCall deepest = wiring.Of(Saturating).OrderByDescending(call => depths[call]).First();
        IReadOnlyList<WiredCall> way = depths.Way(deepest);
        if (way.Count >= Limit && !way.Any(call => call.IsInner))
        {
            // An output is what its loss wants.
            IEnumerable<WiredCall> between = way.Skip(1).Where(call => !call.IsResult && !call.Readers.Any(reader => Families.PredictionLosses.Contains(reader.Op)));
            string others = string.Join(",", between.Select(call => SiteMark.Of(call.Site)).Distinct());
            yield return At(way[0], Rules.SaturatingStack, Names.Text(way.Count), way[way.Count - 1].Title, Share(way)) with
            {
                Facts = [Facts.Of(Facts.Others, others)],
            };
        }
    }

    private static string Share(IReadOnlyList<WiredCall> way) => way.All(call => call.Op == "Sigmoid")
        ? $"a Sigmoid at most a quarter and all of them at most 1/{Math.Pow(4, Math.Min(way.Count, 30)).ToString("0", CultureInfo.InvariantCulture)}"
        : "a Tanh next to nothing where it is near -1 or 1, a Sigmoid never more than a quarter";
}
