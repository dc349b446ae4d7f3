using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

// Back through time.
internal static partial class DeviceRecurrent
{
    /// <summary>dp [samples, steps, gates·units]; where the first state is given, a row follows that begins with the gradients of h and c.</summary>
    public static void Gradient<TCell, T>(
        DeviceNetwork device, ArrayView<float> rows, ArrayView<float> weight, ArrayView<float> dRows, ArrayView<float> hidden, ArrayView<float> cell,
        ArrayView<float> dp, int samples)
        where TCell : struct, IDeviceCell
        where T : struct, IRecurrentSizes =>
        device.Kernel((typeof(TCell), typeof(T), "Gradient"), static accelerator =>
            accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>>(GradientKernel<TCell, T>))(
            device.Stream, Config<TCell, T>(samples), rows, weight, dRows, hidden, cell, dp);

    private static void GradientKernel<TCell, T>(
        ArrayView<float> rows, ArrayView<float> weight, ArrayView<float> dRows, ArrayView<float> hidden, ArrayView<float> cell, ArrayView<float> dp)
        where TCell : struct, IDeviceCell
        where T : struct, IRecurrentSizes
    {
        ArrayView<float> shared = SharedMemory.GetDynamic<float>();
        int sample = Grid.IdxX, gates = TCell.Gates * T.Units, h = gates, c = gates + T.Units, row = RowOf<TCell, T>(), dRow = T.GradientBlocks * T.Units;
        int firstOfSample = sample * (T.Steps + T.HasInitial) * gates;
        for (int u = Group.IdxX; u < T.Units; u += Group.DimX)
        {
            shared[h + u] = 0f;
            shared[c + u] = 0f;
        }

        Group.Barrier();
        for (int order = T.Steps - 1; order >= 0; order--)
        {
            int step = T.Reverse == 1 ? T.Steps - 1 - order : order, before = T.Reverse == 1 ? step + 1 : step - 1;
            for (int u = Group.IdxX; u < T.Units; u += Group.DimX)
            {
                int atBefore = (sample * T.Steps + before) * row + u, atGradient = (sample * T.Steps + step) * dRow + u;
                TCell.Backward(
                    new CellPlaces
                    {
                        P = dp, Rows = rows, Shared = shared, Units = T.Units, AtP = firstOfSample + step * gates + u,
                        AtRow = (sample * T.Steps + step) * row + u, Q = u, H = h + u, C = c + u,
                        Hidden = order > 0 ? rows[atBefore] : T.HasInitial == 1 ? hidden[sample * T.Units + u] : 0f,
                        Cell = TCell.States < 2 ? 0f : order > 0 ? rows[atBefore + T.Units] : T.HasInitial == 1 ? cell[sample * T.Units + u] : 0f,
                    },
                    shared[h + u] + dRows[atGradient],
                    TCell.States < 2 ? 0f : shared[c + u] + (T.GradientBlocks > 1 ? dRows[atGradient + T.Units] : 0f));
            }

            Group.Barrier();
            for (int k = Group.IdxX; k < T.Units; k += Group.DimX)
            {
                float sum = shared[h + k];
                for (int g = 0; g < gates; g++)
                {
                    sum += shared[g] * weight[g * T.Units + k];
                }

                shared[h + k] = sum;
            }

            Group.Barrier();
        }

        if (T.HasInitial == 1)
        {
            for (int g = Group.IdxX; g < gates; g += Group.DimX)
            {
                dp[firstOfSample + T.Steps * gates + g] = g < T.Units ? shared[h + g] : g < 2 * T.Units && TCell.States == 2 ? shared[c + g - T.Units] : 0f;
            }
        }
    }
}
