using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

internal unsafe partial struct DirectPass<TSimd, TVector>
{
    [SkipLocalsInit]
    private readonly void WindowsInLanes(float* slab, int rows, float* weight, int filters, float* bias, nint target)
    {
        int vectors = WindowTile<TSimd, TVector>.Vectors, perRow = Kernels.Pieces.Count(Grid.Width, TSimd.Lanes), all = rows * perRow;

        // Two vectors of both rows make a whole vector of maxima, one makes half.
        bool joined = Pool && vectors == 4 && perRow % 2 == 0;
        int perOutput = joined ? 4 : Pool ? 2 : 1;
        int* positions = stackalloc int[4];
        Place* places = stackalloc Place[4];
        float* sums = Result();
        nint rowStep = Grid.RowPosition(1), plane = OutputPlane;
        int width = OutputWidth;
        Place next = default;
        for (int first = 0; first < all; first += vectors)
        {
            for (int index = 0; index < vectors; index++)
            {
                places[index] = next;
                positions[index] = (int)(next.Row * rowStep) + next.Vector * TSimd.Lanes;

                // The last tile may have fewer vectors: the surplus repeats the last one.
                next = first + index + 1 < all ? next.Next(perRow, Pool) : next;
            }

            WindowTile<TSimd, TVector>.Run(filters, Direct.Terms, slab, positions, Offsets, weight, sums);
            for (int index = 0; index < Math.Min(vectors, all - first); index += perOutput)
            {
                int row = places[index].Row, column = places[index].Vector * TSimd.Lanes, end = rows * Grid.Width;
                int count = Math.Min(joined ? 2 * TSimd.Lanes : TSimd.Lanes, Grid.Width - column);
                if (Pool)
                {
                    (row, column, count, end) = (row / 2, column / 2, count / 2, rows / 2 * width);
                }

                float* from = sums + index * TSimd.Lanes;
                nint place = target + (nint)row * width + column;
                bool whole = row * width + column + TSimd.Lanes <= end;
                for (int filter = 0; filter < filters; filter++, from += vectors * TSimd.Lanes, place += plane)
                {
                    TVector value = joined ? LargestOfTwo(from) : Pool ? Largest(from) : TSimd.Load(from);
                    value = bias is null ? value : TSimd.Add(value, TSimd.Broadcast(bias + filter));
                    if (Residual is not null)
                    {
                        value = TSimd.Add(value, whole ? TSimd.Load(Residual + place) : Few(Residual + place, count, from));
                    }

                    value = Relu ? TSimd.Relu(value) : value;

                    // What a vector writes past the end of its row is overwritten by the rows that follow.
                    if (whole)
                    {
                        TSimd.Store(Y + place, value);
                    }
                    else
                    {
                        TSimd.Store(from, value);
                        new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(Y + place, count));
                    }
                }
            }
        }
    }

    // Half a vector of maxima, over two rows' sums; the rest is of no use.
    private static TVector Largest(float* sums)
    {
        TVector max = TSimd.Max(TSimd.Load(sums), TSimd.Load(sums + TSimd.Lanes));
        Pairs<TSimd, TVector>.Split(max, max, out TVector even, out TVector odd);
        return TSimd.Max(even, odd);
    }

    // Maxima over two rows' sums of two vectors beside each other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LargestOfTwo(float* sums)
    {
        TVector left = TSimd.Max(TSimd.Load(sums), TSimd.Load(sums + TSimd.Lanes));
        TVector right = TSimd.Max(TSimd.Load(sums + 2 * TSimd.Lanes), TSimd.Load(sums + 3 * TSimd.Lanes));
        Pairs<TSimd, TVector>.Split(left, right, out TVector even, out TVector odd);
        return TSimd.Max(even, odd);
    }

    // The values that are there, as a vector.
    private static TVector Few(float* source, int count, float* room)
    {
        new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(room, count));
        return TSimd.Load(room);
    }

    /// <summary>A vector of a piece's windows.</summary>
    private readonly record struct Place(int Row, int Vector)
    {
        /// <summary>The one that follows: row by row, or two rows together, which are pooled.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Place Next(int perRow, bool pairs)
        {
            if (pairs && Row % 2 == 0)
            {
                return new Place(Row + 1, Vector);
            }

            return Vector + 1 < perRow ? new Place(pairs ? Row - 1 : Row, Vector + 1) : new Place(Row + 1, 0);
        }
    }
}
