using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>C[m, columns] = A·W with few columns: their sums lie in registers, and each lane sums every so many terms of a row. Columns in
/// the lanes would leave lanes empty, and a sum of many terms a single chain of multiply-adds.</summary>
/// <remarks>W is packed by <see cref="FewColumnsPacking"/>. The order of a sum depends on the depth and the instruction set alone.</remarks>
internal readonly unsafe struct FewColumns(float* a, float* packed, float* c, int m, int n, int k, TileEpilogue epilogue) : ISimdAction
{
    /// <summary>As many sums as AVX2 has registers for.</summary>
    private const int Most = 12;

    /// <summary>With fewer terms, adding up lanes outweighs them.</summary>
    private const int LeastTerms = 64;

    private const long PieceWork = 1 << 19;

    public static bool Pays(int n, int k) => n <= Most && k >= LeastTerms;

    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        switch (n)
        {
            case 0: break;
            case 1: Run<TSimd, TVector, N1>(); break;
            case 2: Run<TSimd, TVector, N2>(); break;
            case 3: Run<TSimd, TVector, N3>(); break;
            case 4: Run<TSimd, TVector, N4>(); break;
            case 5: Run<TSimd, TVector, N5>(); break;
            case 6: Run<TSimd, TVector, N6>(); break;
            case 7: Run<TSimd, TVector, N7>(); break;
            case 8: Run<TSimd, TVector, N8>(); break;
            case 9: Run<TSimd, TVector, N9>(); break;
            case 10: Run<TSimd, TVector, N10>(); break;
            case 11: Run<TSimd, TVector, N11>(); break;
            case 12: Run<TSimd, TVector, N12>(); break;
            default: throw new InvalidOperationException($"{n} columns are not few.");
        }
    }

    private void Run<TSimd, TVector, TColumns>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TColumns : struct, INumber
    {
        var rows = new Rows<TSimd, TVector, TColumns>
        {
            A = a, Packed = packed, C = c, Count = m, Depth = k, Epilogue = epilogue, PerPiece = Pieces.Size(m, (long)n * k, PieceWork),
        };
        WorkPool.Run(ref rows, Pieces.Count(m, rows.PerPiece));
    }

    private struct Rows<TSimd, TVector, TColumns> : IPieces
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TColumns : struct, INumber
    {
        /// <summary>Rows that share a chunk of the weight, at most 24 KiB, while it is in the first-level cache.</summary>
        private const int Together = 8, ChunkTerms = 512, WidestVector = 16;

        public float* A;
        public float* Packed;
        public float* C;
        public int Count;
        public int Depth;
        public TileEpilogue Epilogue;
        public int PerPiece;

        private static int SumFloats => TColumns.Value * TSimd.Lanes;

        [SkipLocalsInit]
        public readonly void Run(int piece)
        {
            float* sums = stackalloc float[Together * Most * WidestVector];
            int end = Math.Min(Count, (piece + 1) * PerPiece), whole = Depth / TSimd.Lanes * TSimd.Lanes;
            for (int row = piece * PerPiece, rows; row < end; row += rows)
            {
                rows = Math.Min(Together, end - row);
                int chunk = rows == 1 ? whole : ChunkTerms;
                new Span<float>(sums, rows * SumFloats).Clear();
                for (int term = 0; term < whole; term += chunk)
                {
                    int terms = Math.Min(chunk, whole - term);
                    for (int index = 0; index < rows; index++)
                    {
                        Chunk(A + (nint)(row + index) * Depth + term, Packed + (nint)term * TColumns.Value, SumFloats, terms, sums + index * SumFloats);
                    }
                }

                for (int index = 0; index < rows; index++)
                {
                    float* rowSums = sums + index * SumFloats;
                    AddRest(A + (nint)(row + index) * Depth + whole, Packed + (nint)whole * TColumns.Value, Depth - whole, rowSums);
                    Finish(rowSums, C + (nint)(row + index) * TColumns.Value);
                }
            }
        }

        // The last terms, in a vector filled up with zeros: nothing may be read past them.
        [SkipLocalsInit]
        private static void AddRest(float* a, float* w, int terms, float* sums)
        {
            if (terms > 0)
            {
                float* vector = stackalloc float[WidestVector];
                TSimd.Store(vector, default);
                new ReadOnlySpan<float>(a, terms).CopyTo(new Span<float>(vector, terms));
                Chunk(vector, w, SumFloats, TSimd.Lanes, sums);
            }
        }

        /// <summary>sums[column, lane] += x·w of some whole vectors of terms.</summary>
        /// <param name="next">Floats from one vector of terms to the next in <paramref name="w"/>: asked for here, all sums would be kept in memory.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Chunk(float* a, float* w, nint next, int terms, float* sums)
        {
            // Unused columns vanish when the JIT folds TColumns.
            TVector s0 = TSimd.Load(sums);
            TVector s1 = TColumns.Value > 1 ? TSimd.Load(sums + TSimd.Lanes) : default;
            TVector s2 = TColumns.Value > 2 ? TSimd.Load(sums + 2 * TSimd.Lanes) : default;
            TVector s3 = TColumns.Value > 3 ? TSimd.Load(sums + 3 * TSimd.Lanes) : default;
            TVector s4 = TColumns.Value > 4 ? TSimd.Load(sums + 4 * TSimd.Lanes) : default;
            TVector s5 = TColumns.Value > 5 ? TSimd.Load(sums + 5 * TSimd.Lanes) : default;
            TVector s6 = TColumns.Value > 6 ? TSimd.Load(sums + 6 * TSimd.Lanes) : default;
            TVector s7 = TColumns.Value > 7 ? TSimd.Load(sums + 7 * TSimd.Lanes) : default;
            TVector s8 = TColumns.Value > 8 ? TSimd.Load(sums + 8 * TSimd.Lanes) : default;
            TVector s9 = TColumns.Value > 9 ? TSimd.Load(sums + 9 * TSimd.Lanes) : default;
            TVector s10 = TColumns.Value > 10 ? TSimd.Load(sums + 10 * TSimd.Lanes) : default;
            TVector s11 = TColumns.Value > 11 ? TSimd.Load(sums + 11 * TSimd.Lanes) : default;
            for (float* end = a + terms; a < end; a += TSimd.Lanes)
            {
                TVector x = TSimd.Load(a);
                s0 = TSimd.MultiplyAdd(x, TSimd.Load(w), s0);
                if (TColumns.Value > 1) { s1 = TSimd.MultiplyAdd(x, TSimd.Load(w + TSimd.Lanes), s1); }
                if (TColumns.Value > 2) { s2 = TSimd.MultiplyAdd(x, TSimd.Load(w + 2 * TSimd.Lanes), s2); }
                if (TColumns.Value > 3) { s3 = TSimd.MultiplyAdd(x, TSimd.Load(w + 3 * TSimd.Lanes), s3); }
                if (TColumns.Value > 4) { s4 = TSimd.MultiplyAdd(x, TSimd.Load(w + 4 * TSimd.Lanes), s4); }
                if (TColumns.Value > 5) { s5 = TSimd.MultiplyAdd(x, TSimd.Load(w + 5 * TSimd.Lanes), s5); }
                if (TColumns.Value > 6) { s6 = TSimd.MultiplyAdd(x, TSimd.Load(w + 6 * TSimd.Lanes), s6); }
                if (TColumns.Value > 7) { s7 = TSimd.MultiplyAdd(x, TSimd.Load(w + 7 * TSimd.Lanes), s7); }
                if (TColumns.Value > 8) { s8 = TSimd.MultiplyAdd(x, TSimd.Load(w + 8 * TSimd.Lanes), s8); }
                if (TColumns.Value > 9) { s9 = TSimd.MultiplyAdd(x, TSimd.Load(w + 9 * TSimd.Lanes), s9); }
                if (TColumns.Value > 10) { s10 = TSimd.MultiplyAdd(x, TSimd.Load(w + 10 * TSimd.Lanes), s10); }
                if (TColumns.Value > 11) { s11 = TSimd.MultiplyAdd(x, TSimd.Load(w + 11 * TSimd.Lanes), s11); }
                w += next;
            }

            TSimd.Store(sums, s0);
            if (TColumns.Value > 1) { TSimd.Store(sums + TSimd.Lanes, s1); }
            if (TColumns.Value > 2) { TSimd.Store(sums + 2 * TSimd.Lanes, s2); }
            if (TColumns.Value > 3) { TSimd.Store(sums + 3 * TSimd.Lanes, s3); }
            if (TColumns.Value > 4) { TSimd.Store(sums + 4 * TSimd.Lanes, s4); }
            if (TColumns.Value > 5) { TSimd.Store(sums + 5 * TSimd.Lanes, s5); }
            if (TColumns.Value > 6) { TSimd.Store(sums + 6 * TSimd.Lanes, s6); }
            if (TColumns.Value > 7) { TSimd.Store(sums + 7 * TSimd.Lanes, s7); }
            if (TColumns.Value > 8) { TSimd.Store(sums + 8 * TSimd.Lanes, s8); }
            if (TColumns.Value > 9) { TSimd.Store(sums + 9 * TSimd.Lanes, s9); }
            if (TColumns.Value > 10) { TSimd.Store(sums + 10 * TSimd.Lanes, s10); }
            if (TColumns.Value > 11) { TSimd.Store(sums + 11 * TSimd.Lanes, s11); }
        }

        private readonly void Finish(float* sums, float* c)
        {
            for (int column = 0; column < TColumns.Value; column++)
            {
                c[column] = Epilogue.Of(TSimd.Sum(TSimd.Load(sums + column * TSimd.Lanes)), column, c + column);
            }
        }
    }
}
