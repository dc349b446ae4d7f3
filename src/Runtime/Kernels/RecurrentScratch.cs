namespace CompiledNets.Kernels;

/// <summary>A thread's memory for one run over time, contents unspecified but for <see cref="Zeros"/>.</summary>
internal readonly unsafe struct RecurrentScratch
{
    // A vector's room past the end, and a boundary for the next part.
    private const int Line = 16;

    /// <summary>[samples, gates], rows as far apart as the products want: W·h of one step, or its gradient.</summary>
    public readonly float* Gates;

    /// <summary>[samples, units]: h, or its gradient.</summary>
    public readonly float* Hidden;

    /// <summary>[samples, units]: c's gradient.</summary>
    public readonly float* Cell;

    /// <summary>[units] zeros: the state before the first step.</summary>
    public readonly float* Zeros;

    /// <summary>The packed weight, where it was asked for.</summary>
    public readonly float* Weight;

    public RecurrentScratch(int gates, int hidden, int cell, int units, int weight)
    {
        (gates, hidden, cell, weight) = (Rounded(gates), Rounded(hidden), Rounded(cell), Rounded(weight));
        Weight = Scratch.Get(ScratchUse.Recurrence, checked((long)gates + hidden + cell + weight + Rounded(units)));
        Gates = Weight + weight;
        Hidden = Gates + gates;
        Cell = Hidden + hidden;
        Zeros = Cell + cell;
        new Span<float>(Zeros, units).Clear();
    }

    private static int Rounded(int floats) => checked(floats + Line - 1) / Line * Line;
}
