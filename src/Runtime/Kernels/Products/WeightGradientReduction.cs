using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>dw[group, filter, (channel, tap)] += Σ over chunks, in order, of sums[chunk, group, (channel, tap), filter].</summary>
internal unsafe struct WeightGradientReduction : IPieces
{
    private const int TermsPerPiece = 64, StripFilters = 16;
    public Conv2DShape Shape;
    public int Chunks;
    public float* Sums;
    public float* Dw;

    public readonly int Pieces => Shape.Groups * PiecesPerGroup;

    private readonly int Terms => Shape.GroupChannels * Shape.Taps;

    private readonly int PiecesPerGroup => (Terms + TermsPerPiece - 1) / TermsPerPiece;

    public readonly void Run(int piece)
    {
        (int group, int part) = Math.DivRem(piece, PiecesPerGroup);
        int first = part * TermsPerPiece, terms = Math.Min(TermsPerPiece, Terms - first), filters = Shape.GroupFilters;
        nint offset = ((nint)group * Terms + first) * filters;
        var total = new Span<float>(Sums + offset, terms * filters);
        for (int chunk = 1; chunk < Chunks; chunk++)
        {
            Add(total, new ReadOnlySpan<float>(Sums + (nint)chunk * Shape.WeightSize + offset, total.Length));
        }

        // Transposed by strips of filters: read along the filters, written along the terms, both from few cache lines.
        for (int strip = 0; strip < filters; strip += StripFilters)
        {
            int end = Math.Min(filters, strip + StripFilters);
            for (int term = 0; term < terms; term++)
            {
                for (int filter = strip; filter < end; filter++)
                {
                    Dw[((nint)group * filters + filter) * Terms + first + term] += total[term * filters + filter];
                }
            }
        }
    }

    private static void Add(Span<float> total, ReadOnlySpan<float> values)
    {
        int index = 0;
        for (; index + Vector<float>.Count <= total.Length; index += Vector<float>.Count)
        {
            (new Vector<float>(total[index..]) + new Vector<float>(values[index..]))
                .CopyTo(total[index..]);
        }

        for (; index < total.Length; index++)
        {
            total[index] += values[index];
        }
    }
}
