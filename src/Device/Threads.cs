using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Who a thread is.</summary>
internal static class Threads
{
    /// <summary>The element that is this thread's, where each thread has one.</summary>
    public static int Element => Grid.IdxX * Group.DimX + Group.IdxX;

    /// <summary>The number of this thread's group.</summary>
    public static int GroupNumber => Grid.IdxX;
}

/// <summary>How many groups of how many threads.</summary>
internal static class Grids
{
    private const int GroupSize = 256;

    /// <summary>A thread for each element.</summary>
    public static KernelConfig Elements(int count) => new((count + GroupSize - 1) / GroupSize, GroupSize);

    /// <summary>A thread for each four elements, of which there is a multiple of four.</summary>
    public static KernelConfig Fours(int count) => Elements(count / 4);

    /// <summary>So many groups.</summary>
    public static KernelConfig Groups(int groups, int threads) => new(groups, threads);
}

/// <summary>Whole views at once.</summary>
internal static class DeviceFill
{
    /// <summary>Starts to zero a view.</summary>
    public static void Zero(DeviceNetwork device, ArrayView<float> view) => Transfers.Zero(device.Stream, view);
}
