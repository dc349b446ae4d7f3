using System.Numerics;
using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>What one step of a recurrent layer does for one sample, but for the product W·h.</summary>
internal interface IRecurrentCell
{
    /// <summary>Blocks of W, each [units, units].</summary>
    static abstract int Gates { get; }

    /// <summary>Blocks of a row of results that are state: h, or h and c.</summary>
    static abstract int States { get; }

    /// <summary>Blocks of a row that are kept for the gradient.</summary>
    static abstract int Kept { get; }

    /// <summary>One step forward.</summary>
    /// <param name="p">The input's part of the gates.</param>
    /// <param name="q">The state's part of the gates: W·h, and a bias if there is one.</param>
    /// <param name="h">The hidden state before.</param>
    /// <param name="c">The cell state before, where there is one.</param>
    /// <param name="row">The results: states, and what is kept if there is room for it.</param>
    void Forward(ReadOnlySpan<float> p, ReadOnlySpan<float> q, ReadOnlySpan<float> h, ReadOnlySpan<float> c, Span<float> row);

    /// <summary>One step back.</summary>
    /// <param name="row">The results of the step, with what was kept.</param>
    /// <param name="h">The hidden state before the step.</param>
    /// <param name="c">The cell state before the step.</param>
    /// <param name="dRow">The gradient of the results from outside the layer.</param>
    /// <param name="dh">In: the gradient of h after the step from later steps. Out: that of h before it, without W's part.</param>
    /// <param name="dc">The same for c.</param>
    /// <param name="dp">The gradient of p.</param>
    /// <param name="dq">The gradient of q.</param>
    void Backward(
        ReadOnlySpan<float> row, ReadOnlySpan<float> h, ReadOnlySpan<float> c, ReadOnlySpan<float> dRow, Span<float> dh, Span<float> dc,
        Span<float> dp, Span<float> dq);
}

/// <summary>Access to rows that are blocks of as many values as the state has.</summary>
internal static class RecurrentBlocks
{
    /// <summary>The values from <paramref name="i"/> on of block number <paramref name="block"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Load(ReadOnlySpan<float> row, int block, int units, int i) =>
        Lanes.Load(row, block * units + i, (block + 1) * units);

    /// <summary>Writes the values from <paramref name="i"/> on of block number <paramref name="block"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Span<float> row, int block, int units, int i, Vector<float> values) =>
        Lanes.Store(row, block * units + i, (block + 1) * units, values);

    /// <summary>Writes the same to two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Span<float> row, Span<float> other, int block, int units, int i, Vector<float> values)
    {
        Store(row, block, units, i, values);
        Store(other, block, units, i, values);
    }
}
