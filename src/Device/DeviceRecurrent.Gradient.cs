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
        where T : struct, IRecurrentSizes
    {
        if (HasTeams<TCell, T>(samples))
        {
            RunGradient<TCell, T, FourSamples>(device, rows, weight, dRows, hidden, cell, dp, samples);
        }
        else
        {
            RunGradient<TCell, T, OneSample>(device, rows, weight, dRows, hidden, cell, dp, samples);
        }
    }

    private static void RunGradient<TCell, T, TTeam>(
        DeviceNetwork device, ArrayView<float> rows, ArrayView<float> weight, ArrayView<float> dRows, ArrayView<float> hidden, ArrayView<float> cell,
        ArrayView<float> dp, int samples)
        where TCell : struct, IDeviceCell
        where T : struct, IRecurrentSizes
        where TTeam : struct, ITeam =>
        device.Kernel(typeof((TCell, T, TTeam)), "Gradient", static accelerator =>
            accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, int>(GradientKernel<TCell, T, TTeam>))(
            device.Stream, Config<T, TTeam>(samples), rows, weight, dRows, hidden, cell, dp, samples);

    private static void GradientKernel<TCell, T, TTeam>(
        ArrayView<float> rows, ArrayView<float> weight, ArrayView<float> dRows, ArrayView<float> hidden, ArrayView<float> cell, ArrayView<float> dp, int samples)
        where TCell : struct, IDeviceCell
        where T : struct, IRecurrentSizes
        where TTeam : struct, ITeam
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>((TCell.Gates + 2) * T.Units * TTeam.Samples);
        int gates = TCell.Gates * T.Units, first = Grid.IdxX * TTeam.Samples;
        for (int i = Group.IdxX; i < (gates + 2 * T.Units) * TTeam.Samples; i += Group.DimX)
        {
            shared[i] = 0f;
        }

        Group.Barrier();
        for (int order = T.Steps - 1; order >= 0; order--)
        {
            int step = T.Reverse == 1 ? T.Steps - 1 - order : order, before = T.Reverse == 1 ? step + 1 : step - 1;
            for (int i = Group.IdxX; i < T.Units * TTeam.Samples; i += Group.DimX)
            {
                int s = i / T.Units, u = i - s * T.Units, sample = first + s;
                if (sample < samples)
                {
                    Back<TCell, T, TTeam>(rows, dRows, hidden, cell, dp, shared, sample, s, u, step, before, isFirst: order == 0);
                }
            }

            Group.Barrier();
            for (int k = Group.IdxX; k < T.Units; k += Group.DimX)
            {
                AddProducts<TTeam>(shared, weight, 0f, 1f, gates + k, k, T.Units, 0, gates);
            }

            Group.Barrier();
        }

        if (T.HasInitial == 1)
        {
            for (int i = Group.IdxX; i < gates * TTeam.Samples; i += Group.DimX)
            {
                int s = i / gates, g = i - s * gates, sample = first + s;
                if (sample < samples)
                {
                    bool isState = g < TCell.States * T.Units;
                    dp[(sample * (T.Steps + 1) + T.Steps) * gates + g] = isState ? shared[(gates + g) * TTeam.Samples + s] : 0f;
                }
            }
        }
    }

    /// <summary>One step back for one unit of a sample.</summary>
    private static void Back<TCell, T, TTeam>(
        ArrayView<float> rows, ArrayView<float> dRows, ArrayView<float> hidden, ArrayView<float> cell, ArrayView<float> dp, ArrayView<float> shared,
        int sample, int s, int u, int step, int before, bool isFirst)
        where TCell : struct, IDeviceCell
        where T : struct, IRecurrentSizes
        where TTeam : struct, ITeam
    {
        int gates = TCell.Gates * T.Units, row = RowOf<TCell, T>(), h = (gates + u) * TTeam.Samples + s, c = (gates + T.Units + u) * TTeam.Samples + s;
        int atBefore = (sample * T.Steps + before) * row + u, atGradient = (sample * T.Steps + step) * T.GradientBlocks * T.Units + u;
        TCell.Backward(
            new CellPlaces
            {
                P = dp, Rows = rows, Shared = shared, Units = T.Units, SharedUnits = T.Units * TTeam.Samples,
                AtP = (sample * (T.Steps + T.HasInitial) + step) * gates + u, AtRow = (sample * T.Steps + step) * row + u,
                Q = u * TTeam.Samples + s, H = h, C = c,
                Hidden = !isFirst ? rows[atBefore] : T.HasInitial == 1 ? hidden[sample * T.Units + u] : 0f,
                Cell = TCell.States < 2 ? 0f : !isFirst ? rows[atBefore + T.Units] : T.HasInitial == 1 ? cell[sample * T.Units + u] : 0f,
            },
            shared[h] + dRows[atGradient],
            TCell.States < 2 ? 0f : shared[c] + (T.GradientBlocks > 1 ? dRows[atGradient + T.Units] : 0f));
    }
}
