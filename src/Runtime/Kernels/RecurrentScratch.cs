namespace CompiledNets.Kernels;

/// <summary>A thread's memory for one run over time, contents unspecified but for <see cref="Zeros"/>.</summary>
internal readonly ref struct RecurrentScratch
{
    /// <summary>[samples, gates]: W·h of one step, or its gradient.</summary>
    public readonly Span<float> Gates;

    /// <summary>[samples, units]: h, or its gradient.</summary>
    public readonly Span<float> Hidden;

    /// <summary>[samples, units]: c's gradient.</summary>
    public readonly Span<float> Cell;

    /// <summary>[units] zeros: the state before the first step.</summary>
    public readonly Span<float> Zeros;

    /// <summary>Wᵀ, where it was asked for.</summary>
    public readonly Span<float> Weight;

    public unsafe RecurrentScratch(int samples, int units, int gates, int weight)
    {
        int state = checked(samples * units);
        int floats = checked(samples * gates + 2 * state + units + weight);
        var rest = new Span<float>(Scratch.Get(ScratchUse.Recurrence, floats), floats);
        Weight = Take(ref rest, weight);
        Gates = Take(ref rest, samples * gates);
        Hidden = Take(ref rest, state);
        Cell = Take(ref rest, state);
        Zeros = Take(ref rest, units);
        Zeros.Clear();
    }

    private static Span<float> Take(scoped ref Span<float> rest, int floats)
    {
        Span<float> taken = rest[..floats];
        rest = rest[floats..];
        return taken;
    }
}
