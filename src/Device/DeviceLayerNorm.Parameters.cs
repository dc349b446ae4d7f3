using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

// Gradients of scale and shift, over all rows of the batch.
internal static partial class DeviceLayerNorm
{
    private const int ShortRow = 32;

    // Views begin at multiples of so many floats.
    private const int Alignment = 64;

    /// <summary>Starts gradients += (Σ dy·x̂ of each column, then Σ dy of each column) over rows of x. Each row's statistics are found first, once.</summary>
    public static void ParameterGradients(
        DeviceNetwork device, ArrayView<float> x, ArrayView<float> dy, ArrayView<float> gradients, int rows, int columns, float epsilon)
    {
        int room = (2 * rows + Alignment - 1) / Alignment * Alignment;
        ParametersOf operands = new() { X = x, Dy = dy, Gradients = gradients, Rows = rows, Features = columns };
        ArrayView<float> scratch = device.Scratch(room + DeviceFolds.ScratchFloats<ParametersOf, Pair>(operands));
        operands.Moments = scratch.SubView(0, 2 * rows);
        if (columns <= ShortRow)
        {
            device.Kernel("ShortRows", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, int, int, float>(ShortRows))(
                device.Stream, Grids.Elements(rows), x, operands.Moments, rows, columns, epsilon);
        }
        else
        {
            device.Kernel("LongRows", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, int, float>(LongRows))(
                device.Stream, Grids.Groups(rows, WholeGroup.MostThreads), x, operands.Moments, columns, epsilon);
        }

        DeviceFolds.Run<ParametersOf, Pair>(device, operands, scratch.SubView(room, scratch.IntLength - room));
    }

    /// <summary>Each row's mean and 1/√(variance + ε), by a thread.</summary>
    public static void ShortRows(ArrayView<float> x, ArrayView<float> moments, int rows, int columns, float epsilon)
    {
        int row = Threads.Element;
        if (row < rows)
        {
            WriteRow(moments, row, Of<OneThread>(x, row * columns, columns, epsilon));
        }
    }

    /// <summary>Each row's mean and 1/√(variance + ε), by a group.</summary>
    public static void LongRows(ArrayView<float> x, ArrayView<float> moments, int columns, float epsilon)
    {
        int row = Threads.GroupNumber;
        Statistics statistics = Of<WholeGroup>(x, row * columns, columns, epsilon);
        if (WholeGroup.First == 0)
        {
            WriteRow(moments, row, statistics);
        }
    }

    private static void WriteRow(ArrayView<float> moments, int row, Statistics statistics)
    {
        moments[2 * row] = statistics.Mean;
        moments[2 * row + 1] = statistics.Inverse;
    }

    internal struct ParametersOf : IFold<ParametersOf, Pair>
    {
        public ArrayView<float> X, Dy, Gradients, Moments;
        public int Rows, Features;

        public static int Outer(ParametersOf o) => o.Rows;

        public static int Columns(ParametersOf o) => o.Features;

        public static int Inner(ParametersOf o) => 1;

        public static Pair Add(ParametersOf o, Pair state, int outer, int column, int inner)
        {
            float dy = o.Dy[outer * o.Features + column], x = o.X[outer * o.Features + column];
            float normal = (x - o.Moments[2 * outer]) * o.Moments[2 * outer + 1];
            return new Pair { First = state.First + dy * normal, Second = state.Second + dy };
        }

        public static Pair Merge(Pair x, Pair y) => Pair.Merge(x, y);

        public static void Store(ParametersOf o, int column, Pair state)
        {
            o.Gradients[column] += state.First;
            o.Gradients[o.Features + column] += state.Second;
        }
    }
}
