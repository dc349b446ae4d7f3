using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

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
    /// <summary>Values of a slab row with one remainder. Without a stride it takes no division: small images would notice.</summary>
    private int Pitch
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Width + (StrideWidth == 1 ? SpanWidth - 1 : (SpanWidth - 1) / StrideWidth);
    }

    /// <summary>The remainders that a tap has: windows with a stride wider than themselves skip the others.</summary>
    private int Remainders
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Math.Min(StrideWidth, SpanWidth);
    }

    /// <summary>Slab rows from one grid row to the next; those that no window reads are left out.</summary>
    private int RowStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Math.Min(StrideHeight, SpanHeight);
    }

    /// <summary>Values of a slab row.</summary>
    private int RowFloats
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Pitch * Remainders;
    }

    /// <summary>Whether a slab would be a copy of the image: neither strides nor zeros around it.</summary>
    public bool IsImage =>
        StrideHeight == 1 && StrideWidth == 1 && Top == 0 && Left == 0
        && Height + SpanHeight - 1 == ImageHeight && Width + SpanWidth - 1 == ImageWidth;

    /// <summary>Values of one channel of a slab for this many grid rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PlaneFloats(int rows) => ((rows - 1) * RowStep + SpanHeight) * RowFloats;

    /// <summary>The slab position of the first window in a grid row, counted from the slab's first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint RowPosition(int row) => (nint)row * RowStep * RowFloats;

    /// <summary>What a tap adds to the position of a window within a slab's channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int TapOffset(int row, int column) => row * RowFloats + ColumnOffset(column);

    /// <summary>The same within a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ColumnOffset(int column) => StrideWidth == 1 ? column : column % StrideWidth * Pitch + column / StrideWidth;

    /// <summary>Copies what grid rows <paramref name="row"/> and following read of one channel to a slab.</summary>
    public unsafe void FillPlane(float* slab, float* plane, int row, int rows)
    {
        int slabRows = (rows - 1) * RowStep + SpanHeight;
        if (StrideWidth == 1 && StrideHeight == 1)
        {
            FillPadded(slab, plane, row, slabRows);
            return;
        }

        for (int index = 0; index < slabRows; index++)
        {
            (int gridRow, int tap) = index < SpanHeight ? (0, index) : Math.DivRem(index, RowStep);
            int y = (row + gridRow) * StrideHeight + tap - Top;
            if ((uint)y >= (uint)ImageHeight)
            {
                new Span<float>(slab, RowFloats).Clear();
                slab += RowFloats;
                continue;
            }

            float* source = plane + (nint)y * ImageWidth;
            for (int remainder = 0; remainder < Remainders; remainder++)
            {
                FillRow(slab, source, remainder);
                slab += Pitch;
            }
        }
    }

    /// <summary>The usual case: image rows one after another, with zeros around them, cleared all at once.</summary>
    private unsafe void FillPadded(float* slab, float* plane, int row, int slabRows)
    {
        int first = Math.Max(0, Top - row), end = Math.Min(slabRows, ImageHeight + Top - row);
        int left = Math.Max(0, Left), skipped = Math.Max(0, -Left), length = Math.Min(ImageWidth - skipped, RowFloats - left);
        if (first > 0 || end < slabRows || left > 0 || left + length < RowFloats)
        {
            new Span<float>(slab, slabRows * RowFloats).Clear();
        }

        float* source = plane + (nint)(row + first - Top) * ImageWidth + skipped, target = slab + (nint)first * RowFloats + left;
        for (int index = first; index < end && length > 0; index++)
        {
            new ReadOnlySpan<float>(source, length).CopyTo(new Span<float>(target, length));
            source += ImageWidth;
            target += RowFloats;
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

        int done = StrideWidth == 2 ? CopyEven(source, target + first, end - first) : 0;
        source += (nint)done * StrideWidth;
        for (int index = first + done; index < end; index++)
        {
            target[index] = *source;
            source += StrideWidth;
        }
    }

    /// <summary>Copies every other value, four at a time, and none past the last one that is wanted; returns how many.</summary>
    private static unsafe int CopyEven(float* source, float* target, int count)
    {
        int done = 0;
        for (; done + Vector128<float>.Count < count; done += Vector128<float>.Count)
        {
            Vector128<float> low = Vector128.Load(source + 2 * done), high = Vector128.Load(source + 2 * done + Vector128<float>.Count);
            Vector128<float> even = Sse.IsSupported ? Sse.Shuffle(low, high, 0b10_00_10_00)
                : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.UnzipEven(low, high)
                : Vector128.Create(low[0], low[2], high[0], high[2]);
            even.Store(target + done);
        }

        return done;
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
