using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>A layer that owns a matrix named <c>weight</c>, which others may use.</summary>
internal abstract class MatrixDefinition : Definition
{
    /// <summary>The matrix, or null if that was reported.</summary>
    /// <param name="call">The layer's own call, or one without inputs, where its place and arguments are all that is needed.</param>
    /// <param name="inputs">The matrix's columns, where the arguments do not say it.</param>
    public abstract Node? Weight(Call call, int inputs);
}

/// <summary>A weight that a layer takes from another one (Press and Wolf 2017): one stored tensor, which has the other's name and owner,
/// and whose gradient is the sum over both uses.</summary>
internal static class TiedWeight
{
    public static bool IsWanted(Call call) => call.Has(LayerNodes.TiedTo);

    /// <summary>The weight of the layer that <c>tiedTo</c> names. Null unless it is one of <paramref name="shape"/>, which is reported.</summary>
    public static Node? Of(Call call, Shape shape)
    {
        string name = (call.Value(LayerNodes.TiedTo) as Literal.Text)?.Value ?? "";
        if (call.Choice("initializer") is { } initializer and not "Default")
        {
            call.ReportAt("initializer", Rules.BadArgument, call.Op, "initializer", initializer, $"left to '{name}', whose weight it is");
            return null;
        }

        Call[] owners = [.. call.OtherLayers.Where(OwnsMatrix)];
        Call[] named = [.. owners.Where(layer => layer.Name == name || layer.Name.StartsWith(name + ".", StringComparison.Ordinal))];
        if (named.Length != 1)
        {
            string problem = named.Length == 0 ? "has no weight of its own" : $"has {Names.Text(named.Length)} weights";
            string others = string.Join(", ", (named.Length == 0 ? owners : named).Select(layer => $"'{layer.Name}'"));
            string names = string.Join(",", (named.Length == 0 ? owners : named).Select(layer => layer.Name));
            call.ReportAt(
                LayerNodes.TiedTo, Rules.NoWeightToTie, [Facts.Of(Facts.Names, names)], call.Name, name, problem,
                others.Length == 0 ? "make the layer that has one a part" : "name one of " + others);
            return null;
        }

        Call other = named[0];
        Node? weight = other.Known("weight") ?? ((MatrixDefinition)Definitions.Find(other.Op)!).Weight(other, shape[1]);
        if (weight is null)
        {
            return null;
        }

        if (weight.Shape == shape)
        {
            // Rows of N(0, 1), which embeddings start with, would make logits that are √width too large.
            if (other.Choice("initializer") is null or "Default")
            {
                ((StoredOp)weight.Op).Tensor.Initializer = "Default";
            }

            return weight;
        }

        call.ReportAt(
            LayerNodes.TiedTo, Rules.TiedShape, call.Name, other.Name, weight.Shape.ToString(), shape.ToString(), call.Describe(),
            Names.Text(weight.Shape[0]), Names.Text(weight.Shape[1]));
        return null;
    }

    private static bool OwnsMatrix(Call layer) => Definitions.Find(layer.Op) is MatrixDefinition && !IsWanted(layer);
}
