using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>A function of the values at one index.</summary>
internal interface ILaneFunction
{
    static abstract TVector Of<TSimd, TVector>(TVector x, TVector other)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>result = f(x, other), index by index, for functions that are worth registers wider than emitted loops have.</summary>
internal readonly unsafe struct Elementwise<TFunction>(int count, float* x, float* other, float* result) : ISimdAction
    where TFunction : struct, ILaneFunction
{
    /// <summary>Values that are worth a thread's attention, and share no cache line with a neighbouring piece's.</summary>
    private const int PieceValues = 1 << 13;

    private const int WidestVector = 16;

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var pieces = new Work<TSimd, TVector> { Count = count, X = x, Other = other, Result = result };
        WorkPool.Run(ref pieces, Pieces.Count(count, PieceValues));
    }

    private struct Work<TSimd, TVector> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        public int Count;
        public float* X, Other, Result;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Run(int piece)
        {
            float* x = X, other = Other, result = Result;
            int index = piece * PieceValues, end = Math.Min(Count, index + PieceValues);
            for (; index + TSimd.Lanes <= end; index += TSimd.Lanes)
            {
                TSimd.Store(result + index, TFunction.Of<TSimd, TVector>(TSimd.Load(x + index), TSimd.Load(other + index)));
            }

            if (index < end)
            {
                Tail(x + index, other + index, result + index, end - index);
            }
        }

        private static void Tail(float* x, float* other, float* result, int left)
        {
            float* lanes = stackalloc float[2 * WidestVector];
            new ReadOnlySpan<float>(x, left).CopyTo(new Span<float>(lanes, left));
            new ReadOnlySpan<float>(other, left).CopyTo(new Span<float>(lanes + WidestVector, left));
            TSimd.Store(lanes, TFunction.Of<TSimd, TVector>(TSimd.Load(lanes), TSimd.Load(lanes + WidestVector)));
            new ReadOnlySpan<float>(lanes, left).CopyTo(new Span<float>(result, left));
        }
    }
}
