using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>The sizes of one direction of a recurrent layer, constants of a network.</summary>
internal interface IRecurrentSizes
{
    static abstract int Steps { get; }

    static abstract int Units { get; }

    /// <summary>1 if time runs from the last step to the first.</summary>
    static abstract int Reverse { get; }

    /// <summary>1 if the state before the first step is given; it is zero otherwise.</summary>
    static abstract int HasInitial { get; }

    /// <summary>1 if the state's product has a bias (GRU).</summary>
    static abstract int HasBias { get; }

    /// <summary>1 if rows hold what the gradient needs behind the states.</summary>
    static abstract int KeepsGates { get; }

    /// <summary>Blocks of units in a row of the result's gradient: 1 where that is of h alone.</summary>
    static abstract int GradientBlocks { get; }
}

/// <summary>What one step does for one unit, but for the product W·h. Rows consist of blocks of units: states first, then what is kept.</summary>
internal interface IDeviceCell
{
    /// <summary>Blocks of p and W.</summary>
    static abstract int Gates { get; }

    /// <summary>1 for h, 2 for h and c.</summary>
    static abstract int States { get; }

    /// <summary>Blocks that are kept for the gradient.</summary>
    static abstract int Kept { get; }

    /// <summary>One step forward.</summary>
    static abstract void Forward(in CellPlaces at, int keeps);

    /// <summary>One step back: from the gradients of the states after the step to those of the gates, and of the states before it without W's
    /// part.</summary>
    static abstract void Backward(in CellPlaces at, float dHidden, float dCell);
}

/// <summary>The samples of a group, which share what is read of W.</summary>
internal interface ITeam
{
    static abstract int Samples { get; }
}

/// <summary>A sample for each group: while there are multiprocessors for them all.</summary>
internal struct OneSample : ITeam
{
    public static int Samples => 1;
}

/// <summary>Four samples for each group, side by side in shared memory: each weight is read once for them.</summary>
internal struct FourSamples : ITeam
{
    public static int Samples => 4;
}

/// <summary>Where one unit's values of one step are.</summary>
internal struct CellPlaces
{
    /// <summary>Forward the input's part of the gates, back its gradient.</summary>
    public ArrayView<float> P;

    /// <summary>The rows of results.</summary>
    public ArrayView<float> Rows;

    /// <summary>Shared memory: the product's part of the gates or its gradient at <see cref="Q"/>, the states at <see cref="H"/> and
    /// <see cref="C"/>; back, their gradients.</summary>
    public ArrayView<float> Shared;

    public int AtP, AtRow, Q, H, C;

    /// <summary>From one block to the next, and in shared memory.</summary>
    public int Units, SharedUnits;

    /// <summary>Back, the states before the step.</summary>
    public float Hidden, Cell;
}

/// <summary>Recurrent layers through time in one launch: a group has a sample or four, whose states stay in shared memory; samples never meet, so
/// results do not depend on how many share a group.</summary>
/// <remarks>p = x·W_ihᵀ + biases is a product over all steps and comes from outside; so do the weights' gradients.</remarks>
internal static partial class DeviceRecurrent
{
    private const int Threads = 256;

    /// <summary>Of a large device.</summary>
    private const int Multiprocessors = 128;

    /// <summary>Floats of shared memory.</summary>
    private const int MostShared = 48 * 1024 / sizeof(float);

    /// <summary>Rows of states (and gates) of each step.</summary>
    /// <param name="device">The device.</param>
    /// <param name="p">[samples, steps, gates·units].</param>
    /// <param name="weight">W [gates·units, units].</param>
    /// <param name="bias">[gates·units]; any view if there is none.</param>
    /// <param name="hidden">The first h [samples, units]; any view if it is zero.</param>
    /// <param name="cell">The first c; any view if it is zero.</param>
    /// <param name="rows">[samples, steps, blocks·units].</param>
    public static void Forward<TCell, T>(
        DeviceNetwork device, ArrayView<float> p, ArrayView<float> weight, ArrayView<float> bias, ArrayView<float> hidden, ArrayView<float> cell,
        ArrayView<float> rows, int samples)
        where TCell : struct, IDeviceCell
        where T : struct, IRecurrentSizes
    {
        // Threads read neighbours of a row of Wᵀ.
        int gates = TCell.Gates * T.Units;
        ArrayView<float> transposed = device.Scratch((long)gates * T.Units);
        device.Kernel("Transpose", static accelerator => accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, int, int>(DeviceMovement.Transpose))(
            device.Stream, DeviceMovement.TransposeConfig(1, gates, T.Units), weight, transposed, gates, T.Units);
        if (HasTeams<TCell, T>(samples))
        {
            RunForward<TCell, T, FourSamples>(device, p, transposed, bias, hidden, cell, rows, samples);
        }
        else
        {
            RunForward<TCell, T, OneSample>(device, p, transposed, bias, hidden, cell, rows, samples);
        }
    }

    private static void RunForward<TCell, T, TTeam>(
        DeviceNetwork device, ArrayView<float> p, ArrayView<float> transposed, ArrayView<float> bias, ArrayView<float> hidden, ArrayView<float> cell,
        ArrayView<float> rows, int samples)
        where TCell : struct, IDeviceCell
        where T : struct, IRecurrentSizes
        where TTeam : struct, ITeam =>
        device.Kernel(typeof((TCell, T, TTeam)), "Forward", static accelerator =>
            accelerator.LoadKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, ArrayView<float>, int>(ForwardKernel<TCell, T, TTeam>))(
            device.Stream, Config<T, TTeam>(samples), p, transposed, bias, hidden, cell, rows, samples);

    /// <summary>Whether four samples share a group: once there are more than multiprocessors of a large device, and if their states fit in shared memory.</summary>
    private static bool HasTeams<TCell, T>(int samples)
        where TCell : struct, IDeviceCell
        where T : struct, IRecurrentSizes => samples > Multiprocessors && (TCell.Gates + 2) * T.Units * FourSamples.Samples <= MostShared;

    private static KernelConfig Config<T, TTeam>(int samples)
        where T : struct, IRecurrentSizes
        where TTeam : struct, ITeam
    {
        int threads = 32;
        while (threads < Threads && threads < T.Units)
        {
            threads *= 2;
        }

        return new KernelConfig((samples + TTeam.Samples - 1) / TTeam.Samples, threads);
    }

    private static void ForwardKernel<TCell, T, TTeam>(
        ArrayView<float> p, ArrayView<float> transposed, ArrayView<float> bias, ArrayView<float> hidden, ArrayView<float> cell, ArrayView<float> rows, int samples)
        where TCell : struct, IDeviceCell
        where T : struct, IRecurrentSizes
        where TTeam : struct, ITeam
    {
        ArrayView<float> shared = SharedMemory.Allocate<float>((TCell.Gates + 2) * T.Units * TTeam.Samples);
        int gates = TCell.Gates * T.Units, first = Grid.IdxX * TTeam.Samples;
        for (int i = Group.IdxX; i < T.Units * TTeam.Samples; i += Group.DimX)
        {
            int s = i / T.Units, u = i - s * T.Units, sample = first + s;
            bool isGiven = T.HasInitial == 1 && sample < samples;
            shared[(gates + u) * TTeam.Samples + s] = isGiven ? hidden[sample * T.Units + u] : 0f;
            shared[(gates + T.Units + u) * TTeam.Samples + s] = isGiven && TCell.States == 2 ? cell[sample * T.Units + u] : 0f;
        }

        Group.Barrier();
        for (int order = 0; order < T.Steps; order++)
        {
            int step = T.Reverse == 1 ? T.Steps - 1 - order : order;
            for (int g = Group.IdxX; g < gates; g += Group.DimX)
            {
                AddProducts<TTeam>(shared, transposed, T.HasBias == 1 ? bias[g] : 0f, 0f, g, g, gates, gates, T.Units);
            }

            Group.Barrier();
            for (int i = Group.IdxX; i < T.Units * TTeam.Samples; i += Group.DimX)
            {
                int s = i / T.Units, u = i - s * T.Units, sample = first + s;
                if (sample < samples)
                {
                    TCell.Forward(
                        new CellPlaces
                        {
                            P = p, Rows = rows, Shared = shared, Units = T.Units, SharedUnits = T.Units * TTeam.Samples,
                            AtP = (sample * T.Steps + step) * gates + u, AtRow = (sample * T.Steps + step) * RowOf<TCell, T>() + u,
                            Q = u * TTeam.Samples + s, H = (gates + u) * TTeam.Samples + s, C = (gates + T.Units + u) * TTeam.Samples + s,
                        },
                        T.KeepsGates);
                }
            }

            Group.Barrier();
        }
    }

    /// <summary>shared[to] = start + keep·shared[to] + Σₖ weight[at + k·stride]·shared[from + k] for each of the group's samples.</summary>
    private static void AddProducts<TTeam>(ArrayView<float> shared, ArrayView<float> weight, float start, float keep, int to, int at, int stride, int from, int count)
        where TTeam : struct, ITeam
    {
        if (TTeam.Samples == 4)
        {
            ArrayView<F4> fours = shared.Cast<F4>();
            var sums = new F4 { X = start, Y = start, Z = start, W = start };
            if (keep != 0f)
            {
                F4.AddProduct(ref sums, keep, fours[to]);
            }

            for (int k = 0; k < count; k++)
            {
                F4.AddProduct(ref sums, weight[at + k * stride], fours[from + k]);
            }

            fours[to] = sums;
        }
        else
        {
            float sum = keep != 0f ? start + keep * shared[to] : start;
            for (int k = 0; k < count; k++)
            {
                sum += weight[at + k * stride] * shared[from + k];
            }

            shared[to] = sum;
        }
    }

    /// <summary>Floats of a row of results.</summary>
    private static int RowOf<TCell, T>()
        where TCell : struct, IDeviceCell
        where T : struct, IRecurrentSizes => (TCell.States + (T.KeepsGates == 1 ? TCell.Kept : 0)) * T.Units;

    /// <summary>h before a step: element k of the state weight's gradient's depth is (sample, step).</summary>
    public static float Before<TCell, T>(ArrayView<float> rows, ArrayView<float> hidden, int k, int unit)
        where TCell : struct, IDeviceCell
        where T : struct, IRecurrentSizes
    {
        int sample = k / T.Steps, step = k % T.Steps, before = T.Reverse == 1 ? step + 1 : step - 1;
        return before >= 0 && before < T.Steps ? rows[(sample * T.Steps + before) * RowOf<TCell, T>() + unit]
            : T.HasInitial == 1 ? hidden[sample * T.Units + unit]
            : 0f;
    }

    /// <summary>(dr, dz, r·dn) of a GRU for element i of (dr, dz, dn), [steps, 3·units]; rows hold h, r, z, n, m.</summary>
    public static float GruStateGradient(int i, ArrayView<float> dp, ArrayView<float> rows, int units)
    {
        int step = i / (3 * units), column = i % (3 * units);
        return column < 2 * units ? dp[i] : dp[i] * rows[step * 5 * units + column - units];
    }
}
