using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>What one step of a recurrent layer does for one vector of a sample's units, but for the product W·h.</summary>
internal unsafe interface IRecurrentCell
{
    /// <summary>Blocks of W, each [units, units].</summary>
    static abstract int Gates { get; }

    /// <summary>Blocks of a row of results that are state: h, or h and c.</summary>
    static abstract int States { get; }

    /// <summary>Blocks of a row that are kept for the gradient.</summary>
    static abstract int Kept { get; }

    /// <summary>One step forward.</summary>
    /// <param name="at">Where the units' values are, of the state before the step and of the row after it.</param>
    /// <param name="keeps">Whether there is room for what is kept.</param>
    void Forward<TSimd, TVector>(in CellForward at, bool keeps)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;

    /// <summary>One step back.</summary>
    void Backward<TSimd, TVector>(in CellBackward at)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>The places of some neighbouring units in one step forward. Rows consist of blocks, as many floats apart as the state has
/// units.</summary>
internal unsafe struct CellForward
{
    /// <summary>The input's part of the gates, and the state's: W·h, and a bias if there is one.</summary>
    public float* P, Q;

    /// <summary>The states before.</summary>
    public float* Hidden, Cell;

    /// <summary>The results: states, and what is kept.</summary>
    public float* Row;

    /// <summary>Floats from one block to the next.</summary>
    public nint Block;
}

/// <summary>The places of some neighbouring units in one step back.</summary>
internal unsafe struct CellBackward
{
    /// <summary>The results of the step, with what was kept.</summary>
    public float* Row;

    /// <summary>The states before the step.</summary>
    public float* Hidden, Cell;

    /// <summary>The gradients of the step's states from outside the layer; <see cref="DCellRow"/> is null where c has none.</summary>
    public float* DRow, DCellRow;

    /// <summary>In: the gradients of the states after the step from later steps. Out: those of the states before it, without W's part.</summary>
    public float* DHidden, DCell;

    /// <summary>The gradients of p and of q.</summary>
    public float* Dp, Dq;

    /// <summary>Floats from one block to the next.</summary>
    public nint Block;
}

/// <summary>Sums and products that cells write often.</summary>
internal static unsafe class CellMath<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sum(float* x, float* y) => TSimd.Add(TSimd.Load(x), TSimd.Load(y));

    /// <summary>dy·y·(1 - y): through a sigmoid with the result y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ThroughSigmoid(TVector dy, TVector y) =>
        TSimd.Multiply(TSimd.Multiply(dy, y), TSimd.Subtract(TSimd.Create(1f), y));

    /// <summary>dy·(1 - y²): through a hyperbolic tangent with the result y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ThroughTanh(TVector dy, TVector y) =>
        TSimd.Multiply(dy, TSimd.Subtract(TSimd.Create(1f), TSimd.Multiply(y, y)));

    /// <summary>Writes the same to two places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* x, float* y, TVector value)
    {
        TSimd.Store(x, value);
        TSimd.Store(y, value);
    }
}
