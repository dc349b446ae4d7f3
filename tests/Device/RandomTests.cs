using CompiledNets.Accelerated;
using CompiledNets.Kernels;

namespace CompiledNets.Device.Tests;

public class RandomTests
{
    private const ulong Seed = 0x0123_4567_89AB_CDEF, Step = 0x1_0000_0007;

    [Fact]
    public void DropoutMask_IsTheHostsVeryMask()
    {
        var mask = new float[1237];
        Philox.DropoutMask(Seed, Step, 5, 0, 0.7f, mask);
        Assert.Equal(mask, Enumerable.Range(0, mask.Length).Select(i => DevicePhilox.DropoutMask(i, Seed, Step, 5, 0.7f)));
    }

    [Fact]
    public void Uniform_IsTheHosts()
    {
        var values = new float[333];
        Philox.FillUniform(Seed, Step, 0, 0, values);
        Assert.Equal(values, Enumerable.Range(0, values.Length).Select(i => DevicePhilox.Uniform(i, Seed, Step, 0)));
    }

    [Fact]
    public void Normal_IsTheHosts()
    {
        var values = new float[4001];
        Philox.FillNormal(Seed, Step, 3, 0, values);
        Values.Near(values, [.. Enumerable.Range(0, values.Length).Select(i => DevicePhilox.Normal(i, Seed, Step, 3))], 1e-6f);
    }
}
