using ILGPU;

namespace CompiledNets.Accelerated;

/// <summary>The rule of one of the host's optimisers, in the same order of operations.</summary>
internal interface IUpdateRule
{
    /// <summary>Moves one parameter and its moments.</summary>
    /// <param name="p">The parameter.</param>
    /// <param name="g">Its gradient, scaled.</param>
    /// <param name="first">The first moment; anything if the rule has none.</param>
    /// <param name="second">The second.</param>
    /// <param name="third">The third.</param>
    /// <param name="n">The rule's numbers.</param>
    /// <param name="moments">How many moments there are.</param>
    static abstract void Move(ref float p, float g, ref float first, ref float second, ref float third, UpdateNumbers n, int moments);
}

/// <summary>Passes over parameters that are as fast as memory is: each thread has four neighbours, which it loads and stores at once. Views are
/// multiples of four floats.</summary>
internal static class UpdateKernels
{
    /// <summary>One pass of an optimiser over parameters, moments and gradients, which it zeroes. A moment that the rule does not have is any view.</summary>
    public static void Update<TRule>(
        ArrayView<float> parameters, ArrayView<float> gradients, ArrayView<float> first, ArrayView<float> second, ArrayView<float> third, UpdateNumbers n, int moments)
        where TRule : struct, IUpdateRule
    {
        int i = Threads.Element * 4;
        if (i >= parameters.IntLength)
        {
            return;
        }

        F4 p = F4.At(parameters, i), g = F4.Times(F4.At(gradients, i), n.Scale), a = new(), b = new(), c = new();
        if (moments > 0)
        {
            a = F4.At(first, i);
        }

        if (moments > 1)
        {
            b = F4.At(second, i);
        }

        if (moments > 2)
        {
            c = F4.At(third, i);
        }

        TRule.Move(ref p.X, g.X, ref a.X, ref b.X, ref c.X, n, moments);
        TRule.Move(ref p.Y, g.Y, ref a.Y, ref b.Y, ref c.Y, n, moments);
        TRule.Move(ref p.Z, g.Z, ref a.Z, ref b.Z, ref c.Z, n, moments);
        TRule.Move(ref p.W, g.W, ref a.W, ref b.W, ref c.W, n, moments);
        F4.Put(parameters, i, p);
        F4.Put(gradients, i, new F4());
        if (moments > 0)
        {
            F4.Put(first, i, a);
        }

        if (moments > 1)
        {
            F4.Put(second, i, b);
        }

        if (moments > 2)
        {
            F4.Put(third, i, c);
        }
    }

    /// <summary>a += share·(p - a).</summary>
    public static void Average(ArrayView<float> averages, ArrayView<float> parameters, float share)
    {
        int i = Threads.Element * 4;
        if (i < averages.IntLength)
        {
            F4 a = F4.At(averages, i), p = F4.At(parameters, i);
            F4.AddProduct(ref a, share, new F4 { X = p.X - a.X, Y = p.Y - a.Y, Z = p.Z - a.Z, W = p.W - a.W });
            F4.Put(averages, i, a);
        }
    }
}
