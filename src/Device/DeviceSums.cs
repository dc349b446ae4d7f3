using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>Σ over rows of term(row, column), for each column: where terms come from, and what becomes of a sum. Implemented by the operands
/// structs of a network.</summary>
/// <typeparam name="T">The struct itself: a kernel's parameter.</typeparam>
internal interface ISum<T>
    where T : struct, ISum<T>
{
    static abstract int Rows(T o);

    static abstract int Columns(T o);

    static abstract float Term(T o, int row, int column);

    static abstract void Store(T o, int column, float sum);
}

/// <summary>Sums over rows in two stages, in an order that sizes alone decide: chunks of rows first, then the chunks.</summary>
internal static class DeviceSums
{
    /// <summary>Columns and rows that a group looks at together.</summary>
    private const int Width = 32, Height = 8;

    /// <summary>The most chunks that rows are cut into.</summary>
    private const int MostChunks = 64;

    /// <summary>The fewest rows of a chunk: below, the second stage costs more than it saves.</summary>
    private const int LeastRows = 64;

    public static void Run<T>(DeviceNetwork device, T o)
        where T : struct, ISum<T>
    {
        int rows = T.Rows(o), columns = T.Columns(o), tiles = (columns + Width - 1) / Width;
        int chunks = Math.Clamp(rows / LeastRows, 1, MostChunks), length = (rows + chunks - 1) / chunks;
        chunks = (rows + length - 1) / length;
        if (chunks == 1)
        {
            device.Kernel((typeof(T), "Whole"), static accelerator => accelerator.LoadKernel<T>(Whole))(
                device.Stream, new KernelConfig(new Index3D(tiles, 1, 1), new Index3D(Width, Height, 1)), o);
            return;
        }

        ArrayView<float> partials = device.Scratch((long)chunks * columns);
        device.Kernel((typeof(T), "Partial"), static accelerator => accelerator.LoadKernel<T, ArrayView<float>, int>(Partial))(
            device.Stream, new KernelConfig(new Index3D(tiles, chunks, 1), new Index3D(Width, Height, 1)), o, partials, length);
        device.Kernel((typeof(T), "Final"), static accelerator => accelerator.LoadKernel<T, ArrayView<float>, int>(Final))(
            device.Stream, Grids.Elements(columns), o, partials, chunks);
    }

    /// <summary>The sums of one chunk of rows: group (tile of columns, chunk), threads of Width × Height.</summary>
    public static void Partial<T>(T o, ArrayView<float> partials, int length)
        where T : struct, ISum<T>
    {
        int column = Grid.IdxX * Width + Group.IdxX, columns = T.Columns(o), first = Grid.IdxY * length;
        float sum = Summed(o, column, first, IntrinsicMath.Min(first + length, T.Rows(o)));
        if (Group.IdxY == 0 && column < columns)
        {
            partials[Grid.IdxY * columns + column] = sum;
        }
    }

    /// <summary>The sums of few rows at once: group (tile of columns), threads of Width × Height.</summary>
    public static void Whole<T>(T o)
        where T : struct, ISum<T>
    {
        int column = Grid.IdxX * Width + Group.IdxX;
        float sum = Summed(o, column, 0, T.Rows(o));
        if (Group.IdxY == 0 && column < T.Columns(o))
        {
            T.Store(o, column, sum);
        }
    }

    // Each thread has every eighth row; the result is that of the first of a column's threads.
    private static float Summed<T>(T o, int column, int first, int end)
        where T : struct, ISum<T>
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>(Width * Height);
        int x = Group.IdxX, y = Group.IdxY;
        float sum = 0f;
        if (column < T.Columns(o))
        {
            for (int row = first + y; row < end; row += Height)
            {
                sum += T.Term(o, row, column);
            }
        }

        shared[y * Width + x] = sum;
        Group.Barrier();
        if (y == 0)
        {
            for (int other = 1; other < Height; other++)
            {
                sum += shared[other * Width + x];
            }
        }

        return sum;
    }

    /// <summary>The sums of all chunks: a thread for each column.</summary>
    public static void Final<T>(T o, ArrayView<float> partials, int chunks)
        where T : struct, ISum<T>
    {
        int column = Threads.Element, columns = T.Columns(o);
        if (column >= columns)
        {
            return;
        }

        float sum = 0f;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            sum += partials[chunk * columns + column];
        }

        T.Store(o, column, sum);
    }
}
