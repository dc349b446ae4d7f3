using System;
using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>Products on the device: tiles whose sums stay in registers, a kernel for few rows or columns, and slices of a long depth whose
/// sums are added up in order.</summary>
internal static partial class DeviceProduct
{
    public static void Run<T>(DeviceNetwork device, T o)
        where T : struct, IProduct<T>
    {
        int rows = T.Rows(o), columns = T.Columns(o), matrices = T.Matrices(o);
        ProductPlan plan = Plan<T>(rows, columns, T.Depth(o), matrices);
        int results = checked(matrices * rows * columns);
        ArrayView<float> partials = device.Scratch(plan.Slices == 1 ? 1 : (long)plan.Slices * results);
        switch (plan.Kernel)
        {
            case ProductKernel.Tile128:
                RunTile<T, Tile128>(device, o, plan, partials);
                break;
            case ProductKernel.Tile64:
                RunTile<T, Tile64>(device, o, plan, partials);
                break;
            case ProductKernel.Skinny:
                RunSkinny(device, o, plan, partials);
                break;
            default:
                RunSkinny(device, TransposedProduct<T>.Of(o), plan, partials);
                break;
        }

        if (plan.Slices == 1)
        {
            return;
        }

        if (plan.Kernel == ProductKernel.SkinnyTransposed)
        {
            RunReduce(device, TransposedProduct<T>.Of(o), plan, partials, results);
        }
        else
        {
            RunReduce(device, o, plan, partials, results);
        }
    }

    /// <summary>How a product of that shape is computed.</summary>
    public static ProductPlan Plan<T>(int rows, int columns, int depth, int matrices)
        where T : struct, IProduct<T> =>
        ProductPlan.Of(rows, columns, depth, matrices, (SkinnyColumns<T>(), SkinnyColumns<TransposedProduct<T>>()));

    /// <summary>Adds up the slices of a result in order, and stores it: a thread for each.</summary>
    public static void Reduce<T>(T o, ArrayView<float> partials, int slices)
        where T : struct, IProduct<T>
    {
        int columns = T.Columns(o), rows = T.Rows(o), results = T.Matrices(o) * rows * columns, i = Threads.Element;
        if (i >= results)
        {
            return;
        }

        float sum = partials[i];
        for (int slice = 1; slice < slices; slice++)
        {
            sum += partials[slice * results + i];
        }

        int row = i / columns, z = row / rows;
        T.Store(o, z, row - z * rows, i - row * columns, sum);
    }

    /// <summary>Groups of a kernel whose groups have <paramref name="height"/> × <paramref name="width"/> results each.</summary>
    public static KernelConfig Groups<T>(T o, ProductPlan plan, int height, int width, int threads)
        where T : struct, IProduct<T> => new(
        checked((T.Rows(o) + height - 1) / height * ((T.Columns(o) + width - 1) / width) * T.Matrices(o) * plan.Slices), threads);

    private static void RunTile<T, TTile>(DeviceNetwork device, T o, ProductPlan plan, ArrayView<float> partials)
        where T : struct, IProduct<T>
        where TTile : struct, ITile
    {
        Action<AcceleratorStream, KernelConfig, T, ArrayView<float>, int> kernel = device.UsesTensorFloat32
            ? device.Kernel(
                typeof((T, TTile)), "TensorTile",
                static accelerator => accelerator.LoadKernel<T, ArrayView<float>, int>(TensorTile<T, TTile, TensorFloat32Core>))
            : device.Kernel(typeof((T, TTile)), "Tile", static accelerator => accelerator.LoadKernel<T, ArrayView<float>, int>(Tile<T, TTile>));
        kernel(device.Stream, Groups(o, plan, TTile.Side, TTile.Side, TTile.Side * 2), o, partials, plan.Length);
    }

    private static void RunSkinny<T>(DeviceNetwork device, T o, ProductPlan plan, ArrayView<float> partials)
        where T : struct, IProduct<T> => device.Kernel(
        typeof(T), "Skinny", static accelerator => accelerator.LoadKernel<T, ArrayView<float>, int>(Skinny))(
        device.Stream, Groups(o, plan, SkinnyRows, SkinnyColumns<T>(), Warps * Lanes), o, partials, plan.Length);

    private static void RunReduce<T>(DeviceNetwork device, T o, ProductPlan plan, ArrayView<float> partials, int results)
        where T : struct, IProduct<T> => device.Kernel(
        typeof(T), "Reduce", static accelerator => accelerator.LoadKernel<T, ArrayView<float>, int>(Reduce))(
        device.Stream, Grids.Elements(results), o, partials, plan.Slices);
}
