using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>See <see cref="Recurrent.Rnn"/>.</summary>
internal readonly struct RnnCell(bool rectifies) : IRecurrentCell
{
    public static int Gates => 1;

    public static int States => 1;

    public static int Kept => 0;

    public void Forward(ReadOnlySpan<float> p, ReadOnlySpan<float> q, ReadOnlySpan<float> h, ReadOnlySpan<float> c, Span<float> row)
    {
        for (int i = 0; i < row.Length; i += Lanes.Count)
        {
            Vector<float> sum = Lanes.Load(p, i) + Lanes.Load(q, i);
            Lanes.Store(row, i, rectifies ? VectorMath.Relu(sum) : VectorMath.Tanh(sum));
        }
    }

    // dp = dh·tanh', and tanh' = 1 - h²; a rectifier's slope is known from its result too.
    public void Backward(
        ReadOnlySpan<float> row, ReadOnlySpan<float> h, ReadOnlySpan<float> c, ReadOnlySpan<float> dRow, Span<float> dh, Span<float> dc,
        Span<float> dp, Span<float> dq)
    {
        for (int i = 0; i < row.Length; i += Lanes.Count)
        {
            Vector<float> y = Lanes.Load(row, i);
            Vector<float> slope = rectifies ? VectorMath.StepPositive(y) : Vector<float>.One - y * y;
            Vector<float> gradient = (Lanes.Load(dRow, i) + Lanes.Load(dh, i)) * slope;
            Lanes.Store(dp, i, gradient);
            Lanes.Store(dq, i, gradient);
        }

        dh.Clear();
    }
}
