using System.Numerics;
using static CompiledNets.Kernels.RecurrentBlocks;

namespace CompiledNets.Kernels;

/// <summary>See <see cref="Recurrent.Lstm"/>.</summary>
internal readonly struct LstmCell : IRecurrentCell
{
    // Blocks of p and q, in PyTorch's order.
    private const int Input = 0, Forget = 1, Candidate = 2, Output = 3;

    // Blocks of a row: states, then gates.
    private const int Hidden = 0, Cell = 1, Kept0 = 2;

    public static int Gates => 4;

    public static int States => 2;

    public static int Kept => 4;

    public void Forward(ReadOnlySpan<float> p, ReadOnlySpan<float> q, ReadOnlySpan<float> h, ReadOnlySpan<float> c, Span<float> row)
    {
        int units = c.Length;
        bool keeps = row.Length > States * units;
        for (int i = 0; i < units; i += Lanes.Count)
        {
            Vector<float> input = VectorMath.Sigmoid(Load(p, Input, units, i) + Load(q, Input, units, i));
            Vector<float> forget = VectorMath.Sigmoid(Load(p, Forget, units, i) + Load(q, Forget, units, i));
            Vector<float> candidate = VectorMath.Tanh(Load(p, Candidate, units, i) + Load(q, Candidate, units, i));
            Vector<float> output = VectorMath.Sigmoid(Load(p, Output, units, i) + Load(q, Output, units, i));
            Vector<float> cell = forget * Lanes.Load(c, i) + input * candidate;
            Store(row, Hidden, units, i, output * VectorMath.Tanh(cell));
            Store(row, Cell, units, i, cell);
            if (keeps)
            {
                Store(row, Kept0 + Input, units, i, input);
                Store(row, Kept0 + Forget, units, i, forget);
                Store(row, Kept0 + Candidate, units, i, candidate);
                Store(row, Kept0 + Output, units, i, output);
            }
        }
    }

    // dc = dh·o·(1 - tanh²c) and what comes from later; then each gate's slope, which its value tells.
    public void Backward(
        ReadOnlySpan<float> row, ReadOnlySpan<float> h, ReadOnlySpan<float> c, ReadOnlySpan<float> dRow, Span<float> dh, Span<float> dc,
        Span<float> dp, Span<float> dq)
    {
        int units = c.Length;
        Vector<float> one = Vector<float>.One;
        for (int i = 0; i < units; i += Lanes.Count)
        {
            Vector<float> input = Load(row, Kept0 + Input, units, i), forget = Load(row, Kept0 + Forget, units, i);
            Vector<float> candidate = Load(row, Kept0 + Candidate, units, i), output = Load(row, Kept0 + Output, units, i);
            Vector<float> squashed = VectorMath.Tanh(Load(row, Cell, units, i));
            Vector<float> dHidden = Load(dRow, Hidden, units, i) + Lanes.Load(dh, i);
            Vector<float> dCell = Load(dRow, Cell, units, i) + Lanes.Load(dc, i) + dHidden * output * (one - squashed * squashed);
            Store(dp, dq, Input, units, i, dCell * candidate * input * (one - input));
            Store(dp, dq, Forget, units, i, dCell * Lanes.Load(c, i) * forget * (one - forget));
            Store(dp, dq, Candidate, units, i, dCell * input * (one - candidate * candidate));
            Store(dp, dq, Output, units, i, dHidden * squashed * output * (one - output));
            Lanes.Store(dc, i, dCell * forget);
        }

        dh.Clear();
    }
}
