using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>Whether four neighbours of a factor lie side by side, aligned at 16 bytes, so that one load of 128 bits fetches them.</summary>
internal enum Wide
{
    None,

    /// <summary>Along the axis that the product sums over, whose extent is a multiple of four.</summary>
    AlongDepth,

    /// <summary>Along the rows of the first factor, or the columns of the second, whose number is a multiple of four.</summary>
    AlongSide,
}

/// <summary>Four floats, loaded at once.</summary>
internal struct F4
{
    public float X, Y, Z, W;

    /// <summary>Elements <paramref name="index"/> to <paramref name="index"/> + 3; a multiple of four.</summary>
    public static F4 At(ArrayView<float> view, int index) => view.Cast<F4>()[index / 4];
}

/// <summary>C[z,m,n] = Σₖ A[z,m,k]·B[z,k,n]: where the factors' elements lie, and what becomes of a result. Implemented by the operands
/// structs of a network, whose constants fold into the kernels.</summary>
/// <typeparam name="T">The struct itself: a kernel's parameter.</typeparam>
internal interface IProduct<T>
    where T : struct, IProduct<T>
{
    static abstract int Matrices(T o);

    static abstract int Rows(T o);

    static abstract int Columns(T o);

    static abstract int Depth(T o);

    static abstract Wide AWide { get; }

    static abstract Wide BWide { get; }

    static abstract float A(T o, int z, int m, int k);

    /// <summary>Four elements along the axis of <see cref="AWide"/>, from a multiple of four.</summary>
    static abstract F4 A4(T o, int z, int m, int k);

    static abstract float B(T o, int z, int k, int n);

    /// <summary>Four elements along the axis of <see cref="BWide"/>, from a multiple of four.</summary>
    static abstract F4 B4(T o, int z, int k, int n);

    static abstract void Store(T o, int z, int m, int n, float sum);
}

/// <summary>Products on the device.</summary>
internal static class DeviceProduct
{
    private const int Side = 16;

    public static void Run<T>(DeviceNetwork device, T o)
        where T : struct, IProduct<T>
    {
        var kernel = device.Kernel(typeof(T), static accelerator => accelerator.LoadKernel<T>(Tile16));
        kernel(device.Stream, new KernelConfig(
            new Index3D((T.Columns(o) + Side - 1) / Side, (T.Rows(o) + Side - 1) / Side, T.Matrices(o)), new Index3D(Side, Side, 1)), o);
    }

    /// <summary>A result for each thread of a group of 16 × 16; the factors pass through shared memory in squares.</summary>
    public static void Tile16<T>(T o)
        where T : struct, IProduct<T>
    {
        ArrayView<float> a = SharedMemory.Allocate<float>(Side * Side), b = SharedMemory.Allocate<float>(Side * Side);
        int z = Grid.IdxZ, x = Group.IdxX, y = Group.IdxY, m = Grid.IdxY * Side + y, n = Grid.IdxX * Side + x;
        int rows = T.Rows(o), columns = T.Columns(o), depth = T.Depth(o);
        float sum = 0f;
        for (int start = 0; start < depth; start += Side)
        {
            a[y * Side + x] = m < rows && start + x < depth ? T.A(o, z, m, start + x) : 0f;
            b[y * Side + x] = n < columns && start + y < depth ? T.B(o, z, start + y, n) : 0f;
            Group.Barrier();
            for (int k = 0; k < Side; k++)
            {
                sum += a[y * Side + k] * b[k * Side + x];
            }

            Group.Barrier();
        }

        if (m < rows && n < columns)
        {
            T.Store(o, z, m, n, sum);
        }
    }
}
