using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>What an attention of a single step gets beside that step: a cache, in which the steps before it left their keys and values, and its
/// position. They are the inputs after the first <paramref name="steps"/>, which are one step's features each.</summary>
internal sealed class AttentionCache(Call call, int steps)
{
    private Node Cache => call.Inputs[steps];

    private Node Position => call.Inputs[steps + 1];

    /// <summary>Reports inputs whose shapes do not fit, and layers that the cache does not have.</summary>
    public bool Fits()
    {
        bool areSteps = true;
        foreach (Node step in call.Inputs.Take(steps).Distinct())
        {
            areSteps &= HasRank(step, step.Shape.Rank == 1, "one step, (width)", "A whole sequence is attended to without a cache");
        }

        if (!HasRank(Cache, Cache.Shape.Rank is 2 or 3, "a cache, (context,2·width) or (layers,context,2·width)", "Its rows hold a key and a value side by side")
            | !HasRank(Position, Position.Shape.Size == 1, "one position", "Give each sample one Tokens, [Shape] Tokens position") || !areSteps)
        {
            return false;
        }

        bool agree = SizesAgree(2 * call.Input.Shape[0], "values of a key and a value", Cache.Shape[-1], "of the cache's rows", Cache, "A cache of steps of width 64 is (layers,context,128)");
        foreach (Node other in call.Inputs.Take(steps).Skip(1))
        {
            agree &= SizesAgree(call.Input.Shape[0], "features of the query", other.Shape[0], "of a key or value", other, "Give all the same width, with Dense");
        }

        int layer = call.Integer("layer", 0, least: 0), layers = CacheSizes.Layers(Cache.Shape);
        if (layer >= layers && !call.Failed)
        {
            call.ReportAt("layer", Rules.BadArgument, call.Op, "layer", Names.Text(layer), $"below {Names.Text(layers)}, the layers of {call.Describe(Cache)}");
        }

        return agree && !call.Failed;
    }

    /// <summary>Adds the attention of a step to the cache's rows and itself, and gives the call the new cache as its further result.</summary>
    /// <param name="projected">(3·width): query, key and value.</param>
    /// <param name="heads">A divisor of the width.</param>
    /// <param name="role">Which of the layer's values it is.</param>
    public Node Attend(Node projected, int heads, string role)
    {
        int layer = call.Integer("layer", 0, least: 0);
        bool batched = projected.Batched || Cache.Batched || Position.Batched;
        (Node step, Node cache) = (PerSample(projected, batched), PerSample(Cache, batched));

        // What the step writes to other layers it does not read: the cache as it came will do, and nothing need be copied.
        Node seen = cache;
        while (seen.Op is CacheRowOp row && row.Layer != layer)
        {
            seen = seen.Inputs[1];
        }

        call.GiveFurther(call.AddPart("Cache", new CacheRowOp(layer), step, cache, Position));
        return call.AddPart(role, new CachedAttentionOp(heads, layer), step, seen, Position);
    }

    private Node PerSample(Node value, bool batched) =>
        value.Batched == batched ? value : call.AddPart("Repeated", new ExpandOp(value.Type with { Batched = batched }), value);

    private bool HasRank(Node value, bool has, string wanted, string advice)
    {
        if (!has)
        {
            call.Report(Rules.WrongRank, call.Op, wanted, call.Describe(value), advice);
        }

        return has;
    }

    private bool SizesAgree(int left, string ofLeft, int right, string ofRight, Node other, string advice)
    {
        if (left != right)
        {
            call.Report(
                Rules.SizesDiffer, call.Op, $"the {Names.Text(left)} {ofLeft}", $"the {Names.Text(right)} {ofRight}", call.Clause(call.Input),
                call.Clause(other), advice);
        }

        return left == right;
    }
}
