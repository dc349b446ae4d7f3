using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompiledNets.Kernels;

/// <summary>What a piece of scratch memory is for. Uses that can be live at the same time on one thread differ.</summary>
internal enum ScratchUse
{
    /// <summary>A packed panel of a product's columns.</summary>
    Panel,

    /// <summary>All panels of a product's columns, for all threads.</summary>
    Panels,

    /// <summary>A packed block of a product's rows.</summary>
    RowBlock,

    /// <summary>The padded image that a convolution's piece reads.</summary>
    Image,

    /// <summary>What a convolution's pieces share: rearranged weights and sums.</summary>
    Shared,

    /// <summary>A convolution's table of taps.</summary>
    Taps,

    /// <summary>What a convolution's piece computes before it is put in its place.</summary>
    Result,

    /// <summary>A recurrent layer's state, gates and transposed weight.</summary>
    Recurrence,

    /// <summary>Scores of a block of queries and what comes of them.</summary>
    Attention,

    /// <summary>The states of a sample's alignments with its labels.</summary>
    Alignment,

    /// <summary>Sums over rows of a batch, of each piece.</summary>
    Sums,
}

/// <summary>Memory that each thread keeps for its kernels: it grows to the largest size asked for, and then stays.</summary>
internal static unsafe class Scratch
{
    [ThreadStatic]
    private static AlignedBuffer?[]? buffers;

    /// <summary>Memory on a 64-byte boundary with unspecified contents, valid until this thread asks for the same use again.</summary>
    public static float* Get(ScratchUse use, long floats)
    {
        AlignedBuffer?[]? mine = buffers;
        AlignedBuffer? buffer = mine is null ? null : mine[(int)use];
        if (buffer is null || buffer.Length < floats)
        {
            buffer = Grow(use, floats);
        }

        // Pinned by its heap, and kept alive by the thread.
        return (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(buffer.Raw));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static AlignedBuffer Grow(ScratchUse use, long floats)
    {
        AlignedBuffer?[] mine = buffers ??= new AlignedBuffer?[Enum.GetValues<ScratchUse>().Length];
        return mine[(int)use] = new AlignedBuffer(checked((int)floats));
    }
}
