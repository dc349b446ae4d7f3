using System.Numerics;
using static CompiledNets.Kernels.RecurrentBlocks;

namespace CompiledNets.Kernels;

/// <summary>See <see cref="Recurrent.Gru"/>.</summary>
internal readonly struct GruCell : IRecurrentCell
{
    // Blocks of p and q, in PyTorch's order.
    private const int Reset = 0, Update = 1, New = 2;

    // Blocks of a row: the state, the gates, and what the reset gate was multiplied with.
    private const int Hidden = 0, Kept0 = 1, Memory = 4;

    public static int Gates => 3;

    public static int States => 1;

    public static int Kept => 4;

    public void Forward(ReadOnlySpan<float> p, ReadOnlySpan<float> q, ReadOnlySpan<float> h, ReadOnlySpan<float> c, Span<float> row)
    {
        int units = h.Length;
        bool keeps = row.Length > units;
        for (int i = 0; i < units; i += Lanes.Count)
        {
            Vector<float> reset = VectorMath.Sigmoid(Load(p, Reset, units, i) + Load(q, Reset, units, i));
            Vector<float> update = VectorMath.Sigmoid(Load(p, Update, units, i) + Load(q, Update, units, i));
            Vector<float> memory = Load(q, New, units, i);
            Vector<float> candidate = VectorMath.Tanh(Load(p, New, units, i) + reset * memory);
            Store(row, Hidden, units, i, candidate + update * (Lanes.Load(h, i) - candidate));
            if (keeps)
            {
                Store(row, Kept0 + Reset, units, i, reset);
                Store(row, Kept0 + Update, units, i, update);
                Store(row, Kept0 + New, units, i, candidate);
                Store(row, Memory, units, i, memory);
            }
        }
    }

    // From h' = n + z·(h - n): dn = dh'·(1 - z), dz = dh'·(h - n), and dh'·z goes straight to h.
    public void Backward(
        ReadOnlySpan<float> row, ReadOnlySpan<float> h, ReadOnlySpan<float> c, ReadOnlySpan<float> dRow, Span<float> dh, Span<float> dc,
        Span<float> dp, Span<float> dq)
    {
        int units = h.Length;
        Vector<float> one = Vector<float>.One;
        for (int i = 0; i < units; i += Lanes.Count)
        {
            Vector<float> reset = Load(row, Kept0 + Reset, units, i), update = Load(row, Kept0 + Update, units, i);
            Vector<float> candidate = Load(row, Kept0 + New, units, i), memory = Load(row, Memory, units, i);
            Vector<float> dHidden = Load(dRow, Hidden, units, i) + Lanes.Load(dh, i);
            Vector<float> dNew = dHidden * (one - update) * (one - candidate * candidate);
            Store(dp, dq, Reset, units, i, dNew * memory * reset * (one - reset));
            Store(dp, dq, Update, units, i, dHidden * (Lanes.Load(h, i) - candidate) * update * (one - update));
            Store(dp, New, units, i, dNew);
            Store(dq, New, units, i, dNew * reset);
            Lanes.Store(dh, i, dHidden * update);
        }
    }

    /// <summary>The gradient of one step's W·h + bias.</summary>
    public static void StateGradient(int units, ReadOnlySpan<float> dp, ReadOnlySpan<float> row, Span<float> dq)
    {
        dp[..(New * units)].CopyTo(dq);
        for (int i = 0; i < units; i += Lanes.Count)
        {
            Store(dq, New, units, i, Load(dp, New, units, i) * Load(row, Kept0 + Reset, units, i));
        }
    }
}
