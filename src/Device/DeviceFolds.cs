using System;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>What is folded over x [outer, columns, inner] for each column, and what becomes of it. A state that is all zeros has seen
/// nothing.</summary>
/// <typeparam name="T">The struct itself: the operands, a kernel's parameter.</typeparam>
/// <typeparam name="TState">What is known of the values seen.</typeparam>
internal interface IFold<T, TState>
    where T : struct, IFold<T, TState>
    where TState : unmanaged
{
    static abstract int Outer(T o);

    static abstract int Columns(T o);

    static abstract int Inner(T o);

    /// <summary>The state after one more value.</summary>
    static abstract TState Add(T o, TState state, int outer, int column, int inner);

    /// <summary>The state after the values of both.</summary>
    static abstract TState Merge(TState x, TState y);

    static abstract void Store(T o, int column, TState state);
}

/// <summary>Folds in one or two stages, in an order that sizes alone decide: the values of a column in chunks, then the chunks.</summary>
/// <remarks>A group's threads are (columns, lanes). Where the values of a column lie side by side, all of them take one column.</remarks>
internal static class DeviceFolds
{
    private const int GroupSize = 256, MostColumns = 32, MostChunks = 64;

    // Enough groups to fill a device, and enough values for each lane to be worth the second stage.
    private const int EnoughGroups = 512, LeastValues = 8;

    // Runs of so many floats are whole sectors of memory.
    private const int LongRun = 8;

    /// <summary>Starts a sum for each column.</summary>
    public static void Sums<T>(DeviceNetwork device, T o)
        where T : struct, IFold<T, float> => Run<T, float>(device, o);

    /// <summary>Starts the fold, with the device's scratch memory.</summary>
    public static void Run<T, TState>(DeviceNetwork device, T o)
        where T : struct, IFold<T, TState>
        where TState : unmanaged => Run<T, TState>(device, o, device.Scratch(ScratchFloats<T, TState>(o)));

    /// <summary>Starts the fold, with <see cref="ScratchFloats{T, TState}"/> of scratch memory.</summary>
    public static void Run<T, TState>(DeviceNetwork device, T o, ArrayView<float> scratch)
        where T : struct, IFold<T, TState>
        where TState : unmanaged
    {
        Cut cut = CutOf<T, TState>(o);
        Index3D group = new(cut.Width, GroupSize / cut.Width, 1);
        if (cut.Chunks == 1)
        {
            device.Kernel(typeof(T), "Whole", static accelerator => accelerator.LoadKernel<T>(Whole<T, TState>))(
                device.Stream, new KernelConfig(new Index3D(cut.Tiles, 1, 1), group), o);
            return;
        }

        ArrayView<TState> partials = scratch.Cast<TState>();
        device.Kernel(typeof(T), "Partial", static accelerator => accelerator.LoadKernel<T, ArrayView<TState>, int>(Partial<T, TState>))(
            device.Stream, new KernelConfig(new Index3D(cut.Tiles, cut.Chunks, 1), group), o, partials, cut.Length);
        device.Kernel(typeof(T), "Final", static accelerator => accelerator.LoadKernel<T, ArrayView<TState>, int>(Final<T, TState>))(
            device.Stream, Grids.Elements(T.Columns(o)), o, partials, cut.Chunks);
    }

    /// <summary>Floats of scratch memory that a fold takes.</summary>
    public static long ScratchFloats<T, TState>(T o)
        where T : struct, IFold<T, TState>
        where TState : unmanaged => (long)CutOf<T, TState>(o).Chunks * T.Columns(o) * (Unsafe.SizeOf<TState>() / sizeof(float));

    /// <summary>A tile of columns over all values: group (tile).</summary>
    public static void Whole<T, TState>(T o)
        where T : struct, IFold<T, TState>
        where TState : unmanaged
    {
        TState state = Gathered<T, TState>(o, 0, T.Outer(o) * T.Inner(o));
        int column = Grid.IdxX * Group.DimX + Group.IdxX;
        if (Group.IdxY == 0 && column < T.Columns(o))
        {
            T.Store(o, column, state);
        }
    }

    /// <summary>A tile of columns over one chunk of values: group (tile, chunk).</summary>
    public static void Partial<T, TState>(T o, ArrayView<TState> partials, int length)
        where T : struct, IFold<T, TState>
        where TState : unmanaged
    {
        int first = Grid.IdxY * length, column = Grid.IdxX * Group.DimX + Group.IdxX;
        TState state = Gathered<T, TState>(o, first, IntrinsicMath.Min(first + length, T.Outer(o) * T.Inner(o)));
        if (Group.IdxY == 0 && column < T.Columns(o))
        {
            partials[Grid.IdxY * T.Columns(o) + column] = state;
        }
    }

    /// <summary>All chunks: a thread for each column.</summary>
    public static void Final<T, TState>(T o, ArrayView<TState> partials, int chunks)
        where T : struct, IFold<T, TState>
        where TState : unmanaged
    {
        int column = Threads.Element, columns = T.Columns(o);
        if (column >= columns)
        {
            return;
        }

        TState state = partials[column];
        for (int chunk = 1; chunk < chunks; chunk++)
        {
            state = T.Merge(state, partials[chunk * columns + column]);
        }

        T.Store(o, column, state);
    }

    // The values from first to end of this thread's column, numbered outer·(inner extent) + inner; the result is lane 0's.
    private static TState Gathered<T, TState>(T o, int first, int end)
        where T : struct, IFold<T, TState>
        where TState : unmanaged
    {
        ArrayView<TState> shared = SharedMemory.Allocate<TState>(GroupSize);
        int extent = T.Inner(o), column = Grid.IdxX * Group.DimX + Group.IdxX, start = first + Group.IdxY, step = Group.DimY;
        int outer = start / extent, inner = start - outer * extent, outerStep = step / extent, innerStep = step - outerStep * extent;
        TState state = default;
        if (column < T.Columns(o))
        {
            for (int value = start; value < end; value += step)
            {
                state = T.Add(o, state, outer, column, inner);
                bool carries = inner + innerStep >= extent;
                outer += outerStep + (carries ? 1 : 0);
                inner += innerStep - (carries ? extent : 0);
            }
        }

        int thread = Group.IdxY * Group.DimX + Group.IdxX;
        shared[thread] = state;
        Group.Barrier();
        for (int half = Group.DimY >> 1; half > 0; half >>= 1)
        {
            if (Group.IdxY < half)
            {
                shared[thread] = T.Merge(shared[thread], shared[thread + half * Group.DimX]);
            }

            Group.Barrier();
        }

        return shared[Group.IdxX];
    }

    private static Cut CutOf<T, TState>(T o)
        where T : struct, IFold<T, TState>
        where TState : unmanaged
    {
        int columns = T.Columns(o), values = T.Outer(o) * T.Inner(o), width = 1;
        while (T.Inner(o) < LongRun && width < MostColumns && width < columns)
        {
            width *= 2;
        }

        int lanes = GroupSize / width, tiles = (columns + width - 1) / width;
        int chunks = Math.Clamp(Math.Min(EnoughGroups / tiles, values / (lanes * LeastValues)), 1, MostChunks);
        int length = (values + chunks - 1) / chunks;
        return new Cut { Width = width, Tiles = tiles, Length = length, Chunks = Math.Max(1, (values + length - 1) / Math.Max(1, length)) };
    }

    // Columns of a group, groups side by side, values of a chunk, chunks.
    private struct Cut
    {
        public int Width, Tiles, Length, Chunks;
    }
}
