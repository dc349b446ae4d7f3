namespace CompiledNets.Kernels;

/// <summary>See <see cref="Recurrent.Lstm"/>.</summary>
internal readonly unsafe struct LstmCell : IRecurrentCell
{
    // Blocks of p and q, in PyTorch's order.
    private const int Input = 0, Forget = 1, Candidate = 2, Output = 3;

    // Blocks of a row: states, then gates.
    private const int Hidden = 0, Cell = 1, Kept0 = 2;

    public static int Gates => 4;

    public static int States => 2;

    public static int Kept => 4;

    public void Forward<TSimd, TVector>(in CellForward at, bool keeps)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint block = at.Block;
        float* p = at.P, q = at.Q, row = at.Row, kept = row + Kept0 * block;
        TVector input = SimdMath<TSimd, TVector>.Sigmoid(CellMath<TSimd, TVector>.Sum(p + Input * block, q + Input * block));
        TVector forget = SimdMath<TSimd, TVector>.Sigmoid(CellMath<TSimd, TVector>.Sum(p + Forget * block, q + Forget * block));
        TVector candidate = SimdMath<TSimd, TVector>.Tanh(CellMath<TSimd, TVector>.Sum(p + Candidate * block, q + Candidate * block));
        TVector output = SimdMath<TSimd, TVector>.Sigmoid(CellMath<TSimd, TVector>.Sum(p + Output * block, q + Output * block));
        TVector cell = TSimd.MultiplyAdd(forget, TSimd.Load(at.Cell), TSimd.Multiply(input, candidate));
        TSimd.Store(row + Hidden * block, TSimd.Multiply(output, SimdMath<TSimd, TVector>.Tanh(cell)));
        TSimd.Store(row + Cell * block, cell);
        if (keeps)
        {
            TSimd.Store(kept + Input * block, input);
            TSimd.Store(kept + Forget * block, forget);
            TSimd.Store(kept + Candidate * block, candidate);
            TSimd.Store(kept + Output * block, output);
        }
    }

    // dc = dh·o·(1 - tanh²c) and what comes from later; then each gate's slope, which its value tells.
    public void Backward<TSimd, TVector>(in CellBackward at)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint block = at.Block;
        float* kept = at.Row + Kept0 * block, dp = at.Dp, dq = at.Dq;
        TVector input = TSimd.Load(kept + Input * block), forget = TSimd.Load(kept + Forget * block);
        TVector candidate = TSimd.Load(kept + Candidate * block), output = TSimd.Load(kept + Output * block);
        TVector squashed = SimdMath<TSimd, TVector>.Tanh(TSimd.Load(at.Row + Cell * block));
        TVector dHidden = CellMath<TSimd, TVector>.Sum(at.DRow, at.DHidden);
        TVector dCell = TSimd.Add(TSimd.Load(at.DCell), CellMath<TSimd, TVector>.ThroughTanh(TSimd.Multiply(dHidden, output), squashed));
        if (at.DCellRow != null)
        {
            dCell = TSimd.Add(dCell, TSimd.Load(at.DCellRow));
        }

        TVector dInput = CellMath<TSimd, TVector>.ThroughSigmoid(TSimd.Multiply(dCell, candidate), input);
        TVector dForget = CellMath<TSimd, TVector>.ThroughSigmoid(TSimd.Multiply(dCell, TSimd.Load(at.Cell)), forget);
        TVector dCandidate = CellMath<TSimd, TVector>.ThroughTanh(TSimd.Multiply(dCell, input), candidate);
        TVector dOutput = CellMath<TSimd, TVector>.ThroughSigmoid(TSimd.Multiply(dHidden, squashed), output);
        CellMath<TSimd, TVector>.Store(dp + Input * block, dq + Input * block, dInput);
        CellMath<TSimd, TVector>.Store(dp + Forget * block, dq + Forget * block, dForget);
        CellMath<TSimd, TVector>.Store(dp + Candidate * block, dq + Candidate * block, dCandidate);
        CellMath<TSimd, TVector>.Store(dp + Output * block, dq + Output * block, dOutput);
        TSimd.Store(at.DCell, TSimd.Multiply(dCell, forget));
        TSimd.Store(at.DHidden, default);
    }
}
