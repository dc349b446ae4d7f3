using System.Reflection;
using CompiledNets.Accelerated;

namespace CompiledNets.Benchmarks.Ptx;

/// <summary>One kernel of a product, for the batch that it is meant for.</summary>
/// <param name="Operands">The struct that says where the factors lie.</param>
/// <param name="Shape">Matrices, rows, columns and depth.</param>
/// <param name="Planned">Multiplications in the loop.</param>
/// <param name="Tensor">The kernel for tensor cores, if there is one.</param>
/// <param name="PlannedTensor">Products of matrices of 16 × 8 × 8 in its loop.</param>
internal sealed record ProductKernelOf(
    Type Operands, (int Matrices, int Rows, int Columns, int Depth) Shape, ProductPlan Plan, MethodInfo Method, int Planned, MethodInfo? Tensor, int PlannedTensor);

/// <summary>Which kernels a network's products take.</summary>
internal static class Products
{
    /// <summary>Batches whose kernels are looked at: one sample, a usual batch of a training, and a large one.</summary>
    private static readonly int[] Batches = [1, 64, 512];

    public static IEnumerable<ProductKernelOf> Of(Type operands) => Batches
        .Select(batch => (ProductKernelOf)typeof(Products).GetMethod(nameof(At), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(operands).Invoke(null, [batch])!)
        .DistinctBy(kernel => kernel.Plan.Kernel);

    private static ProductKernelOf At<T>(int batch)
        where T : struct, IProduct<T>
    {
        object o = default(T);
        typeof(T).GetField("Samples")?.SetValue(o, batch);
        var operands = (T)o;
        (int matrices, int rows, int columns, int depth) = (T.Matrices(operands), T.Rows(operands), T.Columns(operands), T.Depth(operands));
        ProductPlan plan = DeviceProduct.Plan<T>(rows, columns, depth, matrices);
        (MethodInfo method, int planned) = plan.Kernel switch
        {
            ProductKernel.Tile128 => (new Kernel<T>(DeviceProduct.Tile<T, Tile128>).Method, 8 * 64),
            ProductKernel.Tile64 => (new Kernel<T>(DeviceProduct.Tile<T, Tile64>).Method, 8 * 32),
            ProductKernel.Skinny => (new Kernel<T>(DeviceProduct.Skinny).Method, T.BWide == Wide.AlongDepth ? 128 : 32),
            _ => (new Kernel<TransposedProduct<T>>(DeviceProduct.Skinny).Method, T.AWide == Wide.AlongDepth ? 128 : 32),
        };
        (MethodInfo? tensor, int plannedTensor) = plan.Kernel switch
        {
            ProductKernel.Tile128 => (new Kernel<T>(DeviceProduct.TensorTile<T, Tile128, TensorFloat32Core>).Method, 2 * 16),
            ProductKernel.Tile64 => (new Kernel<T>(DeviceProduct.TensorTile<T, Tile64, TensorFloat32Core>).Method, 2 * 8),
            _ => ((MethodInfo?)null, 0),
        };
        return new ProductKernelOf(typeof(T), (matrices, rows, columns, depth), plan, method, planned, tensor, plannedTensor);
    }

    private delegate void Kernel<T>(T operands, ILGPU.ArrayView<float> partials, int length);
}
