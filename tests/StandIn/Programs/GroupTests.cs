using ILGPU;
using ILGPU.Runtime;

namespace CompiledNets.Tests;

public class GroupTests
{
    private static void Scale(Index1D i, ArrayView<float> x, float factor) => x[i] *= factor;

    // y[group] = the sum of the group's elements, by halves through shared memory.
    private static void Sum(ArrayView<float> x, ArrayView<float> y)
    {
        var shared = SharedMemory.Allocate<float>(256);
        var thread = Group.IdxX;
        shared[thread] = x[Grid.IdxX * Group.DimX + thread];
        Group.Barrier();
        for (var half = Group.DimX / 2; half > 0; half /= 2)
        {
            if (thread < half)
                shared[thread] += shared[thread + half];
            Group.Barrier();
        }
        if (Group.IsFirstThread)
            y[Grid.IdxX] = shared[0];
    }

    [Fact]
    public void AKernelOverAnIndex_TouchesEachElementOnce()
    {
        using var device = new TestDevice();
        var accelerator = device.Accelerator;
        using var x = accelerator.Allocate1D(Enumerable.Range(0, 1001).Select(i => (float)i).ToArray());
        accelerator.LoadAutoGroupedStreamKernel<Index1D, ArrayView<float>, float>(Scale)(1001, x.View, 2);
        accelerator.Synchronize();
        Assert.Equal(Enumerable.Range(0, 1001).Select(i => 2f * i), x.GetAsArray1D());
    }

    [Fact]
    public void ThreadsOfAGroup_MeetAtBarriers()
    {
        using var device = new TestDevice();
        var accelerator = device.Accelerator;
        using var x = accelerator.Allocate1D(Enumerable.Range(0, 7 * 256).Select(i => (float)(i % 13)).ToArray());
        using var y = accelerator.Allocate1D<float>(7);
        accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>>(Sum)((7, 256), x.View, y.View);
        accelerator.Synchronize();
        var expected = Enumerable.Range(0, 7 * 256).GroupBy(i => i / 256).Select(group => (float)group.Sum(i => i % 13));
        Assert.Equal(expected, y.GetAsArray1D());
    }
}
