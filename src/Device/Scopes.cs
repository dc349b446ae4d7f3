using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Who works on a row: one thread, or all threads of a group. What is written once over a scope runs for both.</summary>
/// <remarks>A row's values are at First, First + Stride, … of it for each thread. Every thread of a scope gets the results, and all of them
/// have to ask, in the same order.</remarks>
internal interface IScope
{
    /// <summary>Where this thread begins.</summary>
    static abstract int First { get; }

    /// <summary>How many threads there are.</summary>
    static abstract int Stride { get; }

    /// <summary>Σ of all threads' values, always in the same order.</summary>
    static abstract float Sum(float value);

    /// <summary>The largest of all threads' values; NaN if one is NaN.</summary>
    static abstract float Max(float value);

    /// <summary>The least of all threads' values.</summary>
    static abstract int Least(int value);

    /// <summary>Waits for all threads, whose writes are seen from here on.</summary>
    static abstract void Meet();
}

/// <summary>A thread on its own: for short rows, of which there are many.</summary>
internal readonly struct OneThread : IScope
{
    public static int First => 0;

    public static int Stride => 1;

    public static float Sum(float value) => value;

    public static float Max(float value) => value;

    public static int Least(int value) => value;

    public static void Meet()
    {
    }
}

/// <summary>All threads of a group, which are a power of two and at most <see cref="MostThreads"/>, in one dimension.</summary>
/// <remarks>A reduction takes two barriers: each of 16 threads folds its share of the group's values, then every thread folds the 16
/// results. The first barrier of the next one finds the last reads of both memories done, so reductions may follow each other.</remarks>
internal readonly struct WholeGroup : IScope
{
    /// <summary>The largest group.</summary>
    internal const int MostThreads = 256;

    private const int Folds = 16;

    private interface IFold<T>
        where T : unmanaged
    {
        static abstract T Of(T x, T y);
    }

    public static int First => Group.IdxX;

    public static int Stride => Group.DimX;

    public static float Sum(float value) => Fold<Adding, float>(value);

    public static float Max(float value) => Fold<Larger, float>(value);

    public static int Least(int value) => Fold<Smaller, int>(value);

    public static void Meet() => Group.Barrier();

    private static T Fold<TFold, T>(T value)
        where TFold : struct, IFold<T>
        where T : unmanaged
    {
        ArrayView<T> values = SharedMemory.Allocate<T>(MostThreads), folded = SharedMemory.Allocate<T>(Folds);
        int thread = Group.IdxX, threads = Group.DimX, folds = threads < Folds ? threads : Folds;
        values[thread] = value;
        Group.Barrier();
        if (thread < folds)
        {
            T own = value;
            for (int other = thread + folds; other < threads; other += folds)
            {
                own = TFold.Of(own, values[other]);
            }

            folded[thread] = own;
        }

        Group.Barrier();
        T all = folded[0];
        for (int fold = 1; fold < folds; fold++)
        {
            all = TFold.Of(all, folded[fold]);
        }

        return all;
    }

    private readonly struct Adding : IFold<float>
    {
        public static float Of(float x, float y) => x + y;
    }

    private readonly struct Larger : IFold<float>
    {
        public static float Of(float x, float y) => DeviceMath.Max(x, y);
    }

    private readonly struct Smaller : IFold<int>
    {
        public static int Of(int x, int y) => x < y ? x : y;
    }
}
