using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Accelerated;

/// <summary>Items that are folded at targets: which target an item names, its values, how they meet, and what becomes of a target's.</summary>
/// <typeparam name="T">The struct itself: the operands, a kernel's parameter.</typeparam>
internal interface IScatter<T>
    where T : struct, IScatter<T>
{
    static abstract int Samples(T o);

    /// <summary>Targets of a sample.</summary>
    static abstract int Targets(T o);

    /// <summary>Items of a sample.</summary>
    static abstract int Items(T o);

    /// <summary>Values of an item.</summary>
    static abstract int Columns(T o);

    static abstract int Target(T o, int sample, int item);

    static abstract float Value(T o, int sample, int item, int column);

    /// <summary>What a target has before the first of its items.</summary>
    static abstract float None { get; }

    /// <summary>The sum of two values, or the larger one.</summary>
    static abstract float Merge(float x, float y);

    /// <param name="found">How many items named the target.</param>
    static abstract void Store(T o, int sample, int target, int column, int found, float all);
}

/// <summary>Items that are added up at targets.</summary>
internal interface IScatteredSum<T> : IScatter<T>
    where T : struct, IScatteredSum<T>
{
    /// <summary>Where the sums are.</summary>
    static abstract ArrayView<float> Sums(T o);

    /// <summary>The place of one of them.</summary>
    static abstract int At(T o, int sample, int target, int column);
}

/// <summary>Scattered sums and maxima without atomics, in an order that sizes alone decide: a group for each target looks through all items for
/// its own and merges them in their order.</summary>
/// <remarks>
/// Items are looked through a tile at a time: each thread looks at four and counts its finds, two sums of counts give the finds their places
/// in a list, and the group's lanes of threads take turns at merging what is on it. Tiles without finds cost two barriers.
/// </remarks>
internal static class DeviceScatter
{
    private const int GroupSize = 256, Looks = 4, Parts = 16, PartSize = GroupSize / Parts;

    /// <summary>Starts them.</summary>
    public static void Run<T>(DeviceNetwork device, T o)
        where T : struct, IScatter<T>
    {
        int columns = T.Columns(o), width = 1;
        while (width < columns && width < GroupSize)
        {
            width *= 2;
        }

        device.Kernel(typeof(T), "Gather", static accelerator => accelerator.LoadKernel<T, int>(Gather))(
            device.Stream, new KernelConfig(new Index3D(T.Targets(o), (columns + width - 1) / width, T.Samples(o)), new Index3D(GroupSize, 1, 1)), o, width);
    }

    /// <summary>Starts sums, atomically if that is allowed.</summary>
    /// <param name="device">Where.</param>
    /// <param name="o">The operands.</param>
    /// <param name="adds">Whether they add to what is there.</param>
    public static void RunSums<T>(DeviceNetwork device, T o, bool adds)
        where T : struct, IScatteredSum<T>
    {
        if (!device.AllowsAtomicSums)
        {
            Run(device, o);
            return;
        }

        if (!adds)
        {
            DeviceFill.Zero(device, T.Sums(o));
        }

        device.Kernel(typeof(T), "Add", static accelerator => accelerator.LoadKernel<T>(Add))(
            device.Stream, Grids.Elements(checked(T.Samples(o) * T.Items(o) * T.Columns(o))), o);
    }

    /// <summary>Adds each value to its target, in whatever order threads come: a thread for each.</summary>
    public static void Add<T>(T o)
        where T : struct, IScatteredSum<T>
    {
        int i = Threads.Element, columns = T.Columns(o), items = T.Items(o);
        if (i >= T.Samples(o) * items * columns)
        {
            return;
        }

        int row = i / columns, column = i - row * columns, sample = row / items, item = row - sample * items;
        ArrayView<float> sums = T.Sums(o);
        Atomic.Add(ref sums[T.At(o, sample, T.Target(o, sample, item), column)], T.Value(o, sample, item, column));
    }

    /// <summary>The values of one target: group (target, tile of columns, sample), threads (lane, column) of lanes of <paramref name="width"/>,
    /// a power of two.</summary>
    public static void Gather<T>(T o, int width)
        where T : struct, IScatter<T>
    {
        ArrayView<int> counts = SharedMemory.Allocate<int>(GroupSize), parts = SharedMemory.Allocate<int>(Parts);
        ArrayView<int> list = SharedMemory.Allocate<int>(GroupSize * Looks);
        ArrayView<float> merged = SharedMemory.Allocate<float>(GroupSize);
        int thread = Group.IdxX, lane = thread / width, lanes = GroupSize / width, sample = Grid.IdxZ, target = Grid.IdxX;
        int column = Grid.IdxY * width + (thread - lane * width), columns = T.Columns(o), items = T.Items(o), found = 0;
        float all = T.None;
        for (int tile = 0; tile < items; tile += GroupSize * Looks)
        {
            int first = tile + thread * Looks, own = 0;
            for (int look = 0; look < Looks; look++)
            {
                own += IsFound(o, sample, first + look, target, items) ? 1 : 0;
            }

            counts[thread] = own;
            Group.Barrier();
            SumParts(counts, parts);
            Group.Barrier();
            int finds = 0, place = 0;
            for (int part = 0; part < Parts; part++)
            {
                place += part < thread / PartSize ? parts[part] : 0;
                finds += parts[part];
            }

            // The same for all threads.
            if (finds > 0)
            {
                if (own > 0)
                {
                    Enlist(o, sample, first, target, items, counts, place, list);
                }

                Group.Barrier();
                for (int find = lane; find < finds && column < columns; find += lanes)
                {
                    all = T.Merge(all, T.Value(o, sample, list[find], column));
                }

                Group.Barrier();
            }

            found += finds;
        }

        merged[thread] = all;
        Group.Barrier();
        if (lane == 0 && column < columns)
        {
            for (int other = 1; other < lanes; other++)
            {
                all = T.Merge(all, merged[other * width + thread]);
            }

            T.Store(o, sample, target, column, found, all);
        }
    }

    private static bool IsFound<T>(T o, int sample, int item, int target, int items)
        where T : struct, IScatter<T>
    {
        bool found = false;
        if (item < items)
        {
            found = T.Target(o, sample, item) == target;
        }

        return found;
    }

    private static void SumParts(ArrayView<int> counts, ArrayView<int> parts)
    {
        int thread = Group.IdxX;
        if (thread < Parts)
        {
            int part = 0;
            for (int index = 0; index < PartSize; index++)
            {
                part += counts[thread * PartSize + index];
            }

            parts[thread] = part;
        }
    }

    // Behind the finds of the parts before, and of the threads before in the part.
    private static void Enlist<T>(
        T o, int sample, int first, int target, int items, ArrayView<int> counts, int place, ArrayView<int> list)
        where T : struct, IScatter<T>
    {
        int at = place;
        for (int before = Group.IdxX / PartSize * PartSize; before < Group.IdxX; before++)
        {
            at += counts[before];
        }

        for (int look = 0; look < Looks; look++)
        {
            if (IsFound(o, sample, first + look, target, items))
            {
                list[at++] = first + look;
            }
        }
    }
}
