namespace CompiledNets.Compiler.Stability;

/// <summary>What a call does to a count along the way of the gradient.</summary>
internal enum Effect
{
    /// <summary>Leaves it as it is.</summary>
    Keeps,

    /// <summary>Is one more.</summary>
    Adds,

    /// <summary>Begins anew: a norm, say, makes what came before harmless.</summary>
    Resets,
}

/// <summary>How many calls of some kind the gradient has to pass behind each call: the least over all ways back, so that what goes around a
/// block, as in <c>x + Block(x)</c>, does not count it.</summary>
internal sealed class Depths
{
    private readonly Dictionary<WiredCall, int> depths = [];
    private readonly Dictionary<WiredCall, WiredCall> nearest = [];

    public Depths(Wiring wiring, Func<WiredCall, Effect> effect)
    {
        foreach (WiredCall call in wiring.Calls)
        {
            Effect of = effect(call);
            // Inputs and constants are no way back to weights; a sum with one of them is no shortcut.
            WiredCall? back = call.Inputs.Where(input => input.Inputs.Length > 0).OrderBy(input => depths[input]).FirstOrDefault();
            if (back is not null)
            {
                nearest[call] = back;
            }

            depths[call] = of == Effect.Resets ? 0 : (back is null ? 0 : depths[back]) + (of == Effect.Adds ? 1 : 0);
        }
    }

    public int this[WiredCall call] => depths[call];

    /// <summary>The calls that count, on the way from where the count began to <paramref name="call"/>.</summary>
    public IReadOnlyList<WiredCall> Way(WiredCall call)
    {
        var way = new List<WiredCall>();
        for (WiredCall? at = call; at is not null && depths[at] > 0; at = nearest.TryGetValue(at, out WiredCall? back) ? back : null)
        {
            if (!nearest.TryGetValue(at, out WiredCall? before) || depths[before] < depths[at])
            {
                way.Insert(0, at);
            }
        }

        return way;
    }
}
