using System.Runtime.Intrinsics;

namespace CompiledNets.Kernels;

/// <summary>See <see cref="Convolution.Forward"/>: a product of the weight [filters, channels·taps] and the image's windows.</summary>
internal readonly unsafe struct ConvolutionForward(
    Conv2DShape shape, int samples, float* x, float* weight, float* y) : ISimdAction
{
    public void Run<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var pass = new ConvolutionPass<TSimd, TVector>
        {
            Grid = Grid(shape),
            Groups = shape.Groups,
            SourceChannels = shape.GroupChannels,
            TargetChannels = shape.GroupFilters,
            Taps = shape.Taps,
            Source = x,
            Weight = weight,
            Target = new StridedPlanes(y, shape.OutputHeight, shape.OutputWidth, 1, 1),
            IsPointwise = shape.IsPointwise,
        };
        pass.Cut(samples);
        Offsets(shape, pass.Grid, pass.RowsPerPiece, shape.GroupChannels, pass.Offsets);
        WorkPool.Run(ref pass, pass.Pieces);
    }

    /// <summary>The windows that the outputs look through.</summary>
    public static WindowGrid Grid(in Conv2DShape shape) => new(
        shape.OutputHeight,
        shape.OutputWidth,
        shape.StrideHeight,
        shape.StrideWidth,
        shape.PaddingHeight,
        shape.PaddingWidth,
        (shape.KernelHeight - 1) * shape.DilationHeight + 1,
        (shape.KernelWidth - 1) * shape.DilationWidth + 1,
        shape.Height,
        shape.Width);

    /// <summary>The slab offset of every term, (channel, kernel row, kernel column) in the weight's order.</summary>
    public static void Offsets(in Conv2DShape shape, in WindowGrid grid, int rows, int channels, int* offsets)
    {
        int* first = offsets;
        int width = shape.KernelWidth, apart = shape.DilationWidth;
        for (int row = 0; row < shape.KernelHeight; row++)
        {
            int before = grid.TapOffset(row * shape.DilationHeight, 0);
            for (int column = 0; column < width; column++)
            {
                *offsets++ = before + grid.ColumnOffset(column * apart);
            }
        }

        // Another channel's taps are the first one's, some planes further on.
        int plane = grid.PlaneFloats(rows), taps = shape.Taps, ahead = 0;
        for (int channel = 1; channel < channels; channel++)
        {
            ahead += plane;
            int tap = 0;
            for (; tap + Vector128<int>.Count <= taps; tap += Vector128<int>.Count)
            {
                (Vector128.Load(first + tap) + Vector128.Create(ahead)).Store(offsets + tap);
            }

            for (; tap < taps; tap++)
            {
                offsets[tap] = first[tap] + ahead;
            }

            offsets += taps;
        }
    }
}
