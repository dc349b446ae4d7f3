using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>See <see cref="Recurrent.Gru"/>.</summary>
internal readonly unsafe struct GruCell : IRecurrentCell
{
    // Blocks of p and q, in PyTorch's order.
    private const int Reset = 0, Update = 1, New = 2;

    // Blocks of a row: the state, the gates, and what the reset gate was multiplied with.
    private const int Hidden = 0, Kept0 = 1, Memory = 4;

    public static int Gates => 3;

    public static int States => 1;

    public static int Kept => 4;

    public void Forward<TSimd, TVector>(in CellForward at, bool keeps)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint block = at.Block;
        float* p = at.P, q = at.Q, row = at.Row, kept = row + Kept0 * block;
        TVector reset = SimdMath<TSimd, TVector>.Sigmoid(CellMath<TSimd, TVector>.Sum(p + Reset * block, q + Reset * block));
        TVector update = SimdMath<TSimd, TVector>.Sigmoid(CellMath<TSimd, TVector>.Sum(p + Update * block, q + Update * block));
        TVector memory = TSimd.Load(q + New * block);
        TVector candidate = SimdMath<TSimd, TVector>.Tanh(TSimd.MultiplyAdd(reset, memory, TSimd.Load(p + New * block)));
        TVector hidden = TSimd.MultiplyAdd(update, TSimd.Subtract(TSimd.Load(at.Hidden), candidate), candidate);
        TSimd.Store(row + Hidden * block, hidden);
        if (keeps)
        {
            TSimd.Store(kept + Reset * block, reset);
            TSimd.Store(kept + Update * block, update);
            TSimd.Store(kept + New * block, candidate);
            TSimd.Store(row + Memory * block, memory);
        }
    }

    // From h' = n + z·(h - n): dn = dh'·(1 - z), dz = dh'·(h - n), and dh'·z goes straight to h.
    public void Backward<TSimd, TVector>(in CellBackward at)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint block = at.Block;
        float* kept = at.Row + Kept0 * block, dp = at.Dp, dq = at.Dq;
        TVector reset = TSimd.Load(kept + Reset * block), update = TSimd.Load(kept + Update * block);
        TVector candidate = TSimd.Load(kept + New * block), memory = TSimd.Load(at.Row + Memory * block);
        TVector dHidden = CellMath<TSimd, TVector>.Sum(at.DRow, at.DHidden);
        TVector kept1 = TSimd.Subtract(TSimd.Create(1f), update);
        TVector dNew = CellMath<TSimd, TVector>.ThroughTanh(TSimd.Multiply(dHidden, kept1), candidate);
        TVector dReset = CellMath<TSimd, TVector>.ThroughSigmoid(TSimd.Multiply(dNew, memory), reset);
        TVector dUpdate = CellMath<TSimd, TVector>.ThroughSigmoid(
            TSimd.Multiply(dHidden, TSimd.Subtract(TSimd.Load(at.Hidden), candidate)), update);
        CellMath<TSimd, TVector>.Store(dp + Reset * block, dq + Reset * block, dReset);
        CellMath<TSimd, TVector>.Store(dp + Update * block, dq + Update * block, dUpdate);
        TSimd.Store(dp + New * block, dNew);
        TSimd.Store(dq + New * block, TSimd.Multiply(dNew, reset));
        TSimd.Store(at.DHidden, TSimd.Multiply(dHidden, update));
    }

    /// <summary>The gradient of one step's W·h + bias.</summary>
    public static void StateGradient(int units, ReadOnlySpan<float> dp, ReadOnlySpan<float> row, Span<float> dq)
    {
        int at = New * units;
        dp[..at].CopyTo(dq);
        ReadOnlySpan<float> dNew = dp[at..], reset = row.Slice((Kept0 + Reset) * units, units);
        for (int i = 0; i < units; i += Lanes.Count)
        {
            Vector<float> dMemory = Lanes.Load(dNew, i, units) * Lanes.Load(reset, i, units);
            Lanes.Store(dq, at + i, at + units, dMemory);
        }
    }
}
