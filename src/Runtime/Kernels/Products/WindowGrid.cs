using System.Runtime.CompilerServices;

namespace CompiledNets.Kernels;

/// <summary>A run of neighbouring values: where they go in a packed row, and where they are in a slab.</summary>
internal readonly record struct SlabRun(int Target, int Position, int Length);

/// <summary>A grid of windows over an image: the geometry that a convolution and its gradient to the input share.</summary>
/// <remarks>
/// <para>Window (i, j) has its origin at row i·StrideHeight - Top and column j·StrideWidth - Left of the image, and reads the
/// image at its origin plus each tap (0 to SpanHeight - 1, 0 to SpanWidth - 1); outside the image are zeros.</para>
/// <para>A slab is the part of an image that some grid rows read, zeros included, copied so that the values which one tap reads for
/// neighbouring windows are neighbours: with a stride of s, columns are sorted by their remainder modulo s. After that every
/// (channel, tap) is one constant offset.</para>
/// </remarks>
internal readonly record struct WindowGrid(
    int Height, int Width, int StrideHeight, int StrideWidth, int Top, int Left, int SpanHeight, int SpanWidth,
    int ImageHeight, int ImageWidth)
{
    /// <summary>Values of a slab row with one remainder.</summary>
    private int Pitch => Width + (SpanWidth - 1) / StrideWidth;

    /// <summary>Values of a slab row.</summary>
    private int RowFloats => Pitch * StrideWidth;

    /// <summary>Values of one channel of a slab for this many grid rows.</summary>
    public int PlaneFloats(int rows) => ((rows - 1) * StrideHeight + SpanHeight) * RowFloats;

    /// <summary>The slab position of the first window in a grid row, counted from the slab's first.</summary>
    public nint RowPosition(int row) => (nint)row * StrideHeight * RowFloats;

    /// <summary>What a tap adds to the position of a window within a slab's channel.</summary>
    public int TapOffset(int row, int column) => row * RowFloats + column % StrideWidth * Pitch + column / StrideWidth;

    /// <summary>Copies what grid rows <paramref name="row"/> and following read of one channel to a slab.</summary>
    public unsafe void FillPlane(float* slab, float* plane, int row, int rows)
    {
        int slabRows = (rows - 1) * StrideHeight + SpanHeight;
        for (int index = 0; index < slabRows; index++)
        {
            int y = row * StrideHeight + index - Top;
            if ((uint)y >= (uint)ImageHeight)
            {
                new Span<float>(slab, RowFloats).Clear();
                slab += RowFloats;
                continue;
            }

            float* source = plane + (nint)y * ImageWidth;
            for (int remainder = 0; remainder < StrideWidth; remainder++)
            {
                FillRow(slab, source, remainder);
                slab += Pitch;
            }
        }
    }

    /// <summary>Lists the runs that windows <paramref name="first"/> and following (counted row by row from the slab's first)
    /// make of a slab.</summary>
    /// <param name="runs">Room for one per grid row touched.</param>
    public unsafe int FindRuns(int first, int count, SlabRun* runs)
    {
        int found = 0;
        for (int target = 0; target < count;)
        {
            (int row, int column) = Math.DivRem(first + target, Width);
            int length = Math.Min(Width - column, count - target);
            runs[found++] = new SlabRun(target, (int)RowPosition(row) + column, length);
            target += length;
        }

        return found;
    }

    // Slab value i of a remainder r is image column i·s + r - Left.
    private unsafe void FillRow(float* target, float* source, int remainder)
    {
        int first = Math.Clamp(CeilingDivide(Left - remainder, StrideWidth), 0, Pitch);
        int end = Math.Clamp(CeilingDivide(Left - remainder + ImageWidth, StrideWidth), first, Pitch);
        new Span<float>(target, first).Clear();
        new Span<float>(target + end, Pitch - end).Clear();
        source += first * StrideWidth + remainder - Left;
        if (StrideWidth == 1)
        {
            new ReadOnlySpan<float>(source, end - first).CopyTo(new Span<float>(target + first, end - first));
            return;
        }

        for (int index = first; index < end; index++)
        {
            target[index] = *source;
            source += StrideWidth;
        }
    }

    private static int CeilingDivide(int value, int divisor) =>
        value >= 0 ? (value + divisor - 1) / divisor : -(-value / divisor);

    /// <summary>Copies runs of a slab side by side, whole vectors at a time: each copy's surplus is overwritten by the next, the
    /// last one's lies in the vector after the target's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void CopyRuns<TSimd, TVector>(float* target, float* source, SlabRun* runs, int count)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int index = 0; index < count; index++)
        {
            SlabRun run = runs[index];
            float* from = source + run.Position, to = target + run.Target;
            for (int done = 0; done < run.Length; done += TSimd.Lanes)
            {
                TSimd.Store(to + done, TSimd.Load(from + done));
            }
        }
    }
}
