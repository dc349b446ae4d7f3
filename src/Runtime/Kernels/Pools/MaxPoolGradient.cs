using System.Runtime.Intrinsics;

namespace CompiledNets.Kernels;

/// <summary>See <see cref="Pooling.MaxGradient"/>: threads share the planes, which are the channels of all samples.</summary>
internal unsafe struct MaxPoolGradient : IPieces
{
    private const int PieceFloats = 1 << 14;

    public Pool2DShape Shape;
    public int Planes;
    public float* X;
    public float* Dy;
    public float* Dx;

    public readonly int PieceCount => Pieces.Count(Planes, PlanesPerPiece);

    private readonly int PlanesPerPiece => Pieces.Size(Planes, Shape.ImageSize, PieceFloats);

    public readonly void Run(int piece)
    {
        int end = Math.Min(Planes, (piece + 1) * PlanesPerPiece);
        for (int plane = piece * PlanesPerPiece; plane < end; plane++)
        {
            float* x = X + (nint)plane * Shape.ImageSize, dx = Dx + (nint)plane * Shape.ImageSize;
            float* dy = Dy + (nint)plane * Shape.OutputImageSize;

            // Whole vectors of windows write every value of an even image: another pass over it would cost as much again.
            bool narrow = !Shape.IsHalving || Shape.OutputWidth < Vector128<float>.Count;
            if (narrow || Shape.Height % 2 != 0 || Shape.Width % 2 != 0)
            {
                new Span<float>(dx, Shape.ImageSize).Clear();
            }

            if (narrow)
            {
                ValueByValue(x, dy, dx);
            }
            else if (Avx512Simd.IsSupported && Shape.OutputWidth >= Vector512<float>.Count)
            {
                MaxHalving<Avx512Simd, Vector512<float>>.Gradient(x, dy, dx, Shape.Width, Shape.OutputHeight, Shape.OutputWidth);
            }
            else if (Avx2Simd.IsSupported && Shape.OutputWidth >= Vector256<float>.Count)
            {
                MaxHalving<Avx2Simd, Vector256<float>>.Gradient(x, dy, dx, Shape.Width, Shape.OutputHeight, Shape.OutputWidth);
            }
            else
            {
                MaxHalving<PortableSimd, Vector128<float>>.Gradient(x, dy, dx, Shape.Width, Shape.OutputHeight, Shape.OutputWidth);
            }
        }
    }

    private readonly void ValueByValue(float* x, float* dy, float* dx)
    {
        for (int row = 0; row < Shape.OutputHeight; row++)
        {
            for (int column = 0; column < Shape.OutputWidth; column++)
            {
                dx[Shape.IndexOfMax(x, row, column)] += *dy++;
            }
        }
    }
}
