namespace CompiledNets.Kernels;

/// <summary>See <see cref="Recurrent.Rnn"/>.</summary>
internal readonly unsafe struct RnnCell(bool rectifies) : IRecurrentCell
{
    public static int Gates => 1;

    public static int States => 1;

    public static int Kept => 0;

    public void Forward<TSimd, TVector>(in CellForward at, bool keeps)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector sum = CellMath<TSimd, TVector>.Sum(at.P, at.Q);
        TSimd.Store(at.Row, rectifies ? SimdMath<TSimd, TVector>.Relu(sum) : SimdMath<TSimd, TVector>.Tanh(sum));
    }

    // dp = dh·tanh', and tanh' = 1 - h²; a rectifier's slope is known from its result too.
    public void Backward<TSimd, TVector>(in CellBackward at)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector y = TSimd.Load(at.Row), dy = CellMath<TSimd, TVector>.Sum(at.DRow, at.DHidden);
        TVector gradient = rectifies
            ? TSimd.Multiply(dy, SimdMath<TSimd, TVector>.StepPositive(y))
            : CellMath<TSimd, TVector>.ThroughTanh(dy, y);
        CellMath<TSimd, TVector>.Store(at.Dp, at.Dq, gradient);
        TSimd.Store(at.DHidden, default);
    }
}
