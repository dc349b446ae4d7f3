using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>Which four elements of a slab, eight deep, a thread carries from a factor to shared memory: the first, and the steps to the next.
/// Neighbouring threads take what lies side by side.</summary>
internal struct ProductFetch
{
    public int Side, Depth, SideStep, DepthStep;

    /// <summary>The thread's part of the first factor's slab, for groups of twice as many threads as the slab has rows.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="side">Rows of the slab.</param>
    public static ProductFetch Of<T>(int thread, int side)
        where T : struct, IProduct<T>
    {
        var fetch = new ProductFetch();
        if (T.AWide == Wide.AlongDepth)
        {
            fetch.Side = thread >> 1;
            fetch.Depth = (thread & 1) * 4;
            fetch.DepthStep = 1;
        }
        else if (T.AWide == Wide.AlongSide)
        {
            fetch.Depth = thread / (side / 4);
            fetch.Side = (thread - fetch.Depth * (side / 4)) * 4;
            fetch.SideStep = 1;
        }
        else if (T.ARunsAlongDepth)
        {
            fetch.Side = thread >> 3;
            fetch.Depth = thread & 7;
            fetch.SideStep = side / 4;
        }
        else
        {
            fetch.Depth = thread / side;
            fetch.Side = thread - fetch.Depth * side;
            fetch.DepthStep = 2;
        }

        return fetch;
    }

    /// <summary>The thread's elements of the slab that begins at row <paramref name="m"/> and depth <paramref name="k"/>; 0 out of range.</summary>
    public static F4 Load<T>(T o, ProductFetch fetch, int z, int m, int k, int end)
        where T : struct, IProduct<T>
    {
        m += fetch.Side;
        k += fetch.Depth;
        var values = new F4();
        if (T.AWide == Wide.None)
        {
            values.X = One(o, z, m, k, end);
            values.Y = One(o, z, m + fetch.SideStep, k + fetch.DepthStep, end);
            values.Z = One(o, z, m + fetch.SideStep * 2, k + fetch.DepthStep * 2, end);
            values.W = One(o, z, m + fetch.SideStep * 3, k + fetch.DepthStep * 3, end);
        }
        else if (m < T.Rows(o) && k < end)
        {
            values = T.A4(o, z, m, k);
        }

        return values;
    }

    /// <summary>Puts them where they belong in the slab: depth by depth, <paramref name="stride"/> floats apart.</summary>
    public static void Put<T>(ArrayView<float> slab, int start, int stride, ProductFetch fetch, F4 values)
        where T : struct, IProduct<T>
    {
        int at = start + fetch.Depth * stride + fetch.Side, step = fetch.DepthStep * stride + fetch.SideStep;
        if (T.AWide == Wide.AlongSide)
        {
            slab.Cast<F4>()[at >> 2] = values;
        }
        else
        {
            slab[at] = values.X;
            slab[at + step] = values.Y;
            slab[at + step * 2] = values.Z;
            slab[at + step * 3] = values.W;
        }
    }

    private static float One<T>(T o, int z, int m, int k, int end)
        where T : struct, IProduct<T> => m < T.Rows(o) && k < end ? T.A(o, z, m, k) : 0f;
}
