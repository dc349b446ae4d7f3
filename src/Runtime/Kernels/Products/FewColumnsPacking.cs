namespace CompiledNets.Kernels;

/// <summary>Packs a weight of few columns for <see cref="FewColumns"/>: a vector of terms of the first column, the same terms of the second,
/// and so on, then the next terms. What is left of the terms is followed by zeros.</summary>
/// <param name="source">Term t of column j lies at <c>j·columnStep + t·termStep</c>.</param>
/// <param name="scale">A factor for each column, or null.</param>
internal readonly unsafe struct FewColumnsPacking(float* source, nint columnStep, nint termStep, float* target, int n, int k, float* scale = null)
    : ISimdAction
{
    /// <summary>Values that are worth a thread's attention.</summary>
    private const long PieceFloats = 1 << 15;

    private int Depth => k;

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int vectors = Pieces.Count(k, TSimd.Lanes);
        var terms = new Terms<TSimd, TVector> { Packing = this, PerPiece = Pieces.Size(vectors, (long)n * TSimd.Lanes, PieceFloats) };
        WorkPool.Run(ref terms, Pieces.Count(vectors, terms.PerPiece));
    }

    private void Pack<TSimd, TVector>(int first, int end)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* to = target + (nint)first * n * TSimd.Lanes;
        for (int vector = first; vector < end; vector++)
        {
            int term = vector * TSimd.Lanes, terms = Math.Min(TSimd.Lanes, k - term);
            for (int column = 0; column < n; column++, to += TSimd.Lanes)
            {
                float factor = scale is null ? 1 : scale[column];
                float* from = source + column * columnStep + term * termStep;
                if (termStep == 1 && terms == TSimd.Lanes)
                {
                    TSimd.Store(to, TSimd.Multiply(TSimd.Load(from), TSimd.Create(factor)));
                    continue;
                }

                for (int lane = 0; lane < TSimd.Lanes; lane++)
                {
                    to[lane] = lane < terms ? from[lane * termStep] * factor : 0;
                }
            }
        }
    }

    private struct Terms<TSimd, TVector> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        public FewColumnsPacking Packing;

        /// <summary>Vectors of terms.</summary>
        public int PerPiece;

        public readonly void Run(int piece) =>
            Packing.Pack<TSimd, TVector>(piece * PerPiece, Math.Min(Pieces.Count(Packing.Depth, TSimd.Lanes), (piece + 1) * PerPiece));
    }
}
