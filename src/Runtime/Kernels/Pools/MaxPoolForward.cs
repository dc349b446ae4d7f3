using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompiledNets.Kernels;

/// <summary>See <see cref="Pooling.MaxForward"/>: threads share the planes, which are the channels of all samples.</summary>
internal unsafe struct MaxPoolForward : IPieces
{
    private const int PieceFloats = 1 << 15;

    public Pool2DShape Shape;
    public int Planes;
    public float* X;
    public float* Y;

    public readonly int PieceCount => Pieces.Count(Planes, PlanesPerPiece);

    private readonly int PlanesPerPiece => Pieces.Size(Planes, Shape.ImageSize, PieceFloats);

    public readonly void Run(int piece)
    {
        int first = piece * PlanesPerPiece, planes = Math.Min(PlanesPerPiece, Planes - first);
        float* x = X + (nint)first * Shape.ImageSize, y = Y + (nint)first * Shape.OutputImageSize;

        // Whole vectors alone: the last one of a row may repeat what the one before has done.
        int narrowest = Math.Min(Shape.Width, Shape.OutputWidth);
        if (Avx512Simd.IsSupported && narrowest >= Vector512<float>.Count)
        {
            Run<Avx512Simd, Vector512<float>>(planes, x, y);
        }
        else if (Avx2Simd.IsSupported && narrowest >= Vector256<float>.Count)
        {
            Run<Avx2Simd, Vector256<float>>(planes, x, y);
        }
        else if (narrowest >= Vector128<float>.Count)
        {
            Run<PortableSimd, Vector128<float>>(planes, x, y);
        }
        else
        {
            ValueByValue(planes, x, y);
        }
    }

    private readonly void Run<TSimd, TVector>(int planes, float* x, float* y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (Shape.IsHalving)
        {
            for (; planes > 0; planes--, x += Shape.ImageSize, y += Shape.OutputImageSize)
            {
                MaxHalving<TSimd, TVector>.Forward(x, Shape.Width, y, Shape.OutputHeight, Shape.OutputWidth);
            }

            return;
        }

        // A row's largest values of each column, with what never wins around them.
        int room = Shape.Width + 2 * Shape.PaddingWidth + Shape.KernelWidth + Shape.StrideWidth;
        float* line = Scratch.Get(ScratchUse.Result, room);
        new Span<float>(line, room).Fill(float.NegativeInfinity);
        for (; planes > 0; planes--, x += Shape.ImageSize)
        {
            for (int row = 0; row < Shape.OutputHeight; row++, y += Shape.OutputWidth)
            {
                (int top, int bottom) = Shape.Rows(row);
                MaxOfRows<TSimd, TVector>(x + (nint)top * Shape.Width, bottom - top, Shape.Width, line + Shape.PaddingWidth);
                MaxOfColumns<TSimd, TVector>(Shape, line, y);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxOfRows<TSimd, TVector>(float* x, int rows, int width, float* line)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int done = 0; done < width; done += TSimd.Lanes)
        {
            int column = Math.Min(done, width - TSimd.Lanes);
            float* source = x + column;
            TVector max = TSimd.Load(source);
            for (int row = 1; row < rows; row++)
            {
                source += width;
                max = TSimd.Max(max, TSimd.Load(source));
            }

            TSimd.Store(line + column, max);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MaxOfColumns<TSimd, TVector>(in Pool2DShape shape, float* line, float* y)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int width = shape.OutputWidth, kernel = shape.KernelWidth, stride = shape.StrideWidth;
        for (int done = 0; done < width && stride <= 2; done += TSimd.Lanes)
        {
            int column = Math.Min(done, width - TSimd.Lanes);
            float* source = line + column * stride;
            TVector max = TSimd.Create(float.NegativeInfinity);
            for (int tap = 0; tap < kernel; tap += stride, source += stride)
            {
                if (stride == 1)
                {
                    max = TSimd.Max(max, TSimd.Load(source));
                    continue;
                }

                Pairs<TSimd, TVector>.Split(TSimd.Load(source), TSimd.Load(source + TSimd.Lanes), out TVector even, out TVector odd);
                max = TSimd.Max(max, even);
                max = tap + 1 < kernel ? TSimd.Max(max, odd) : max;
            }

            TSimd.Store(y + column, max);
        }

        for (int column = 0; column < width && stride > 2; column++)
        {
            float max = line[column * stride];
            for (int tap = 1; tap < kernel; tap++)
            {
                max = MathF.Max(max, line[column * stride + tap]);
            }

            y[column] = max;
        }
    }

    private readonly void ValueByValue(int planes, float* x, float* y)
    {
        for (; planes > 0; planes--, x += Shape.ImageSize)
        {
            for (int row = 0; row < Shape.OutputHeight; row++)
            {
                for (int column = 0; column < Shape.OutputWidth; column++)
                {
                    *y++ = x[Shape.IndexOfMax(x, row, column)];
                }
            }
        }
    }
}
