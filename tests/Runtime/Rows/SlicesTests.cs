using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

/// <summary>How a batch is cut.</summary>
public class SlicesTests
{
    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(7, 1_000_000, 100)]
    [InlineData(64, 500_000, 70_000)]
    [InlineData(1_000_000, 10, 30_000)]
    [InlineData(100_000, 5_000_000_000, 500_000_000)]
    public void Slices_CoverTheBatch_AndFitTheirMemory(int samples, long flops, int floats)
    {
        int length = Slices.Length(samples, flops, floats);
        int count = Slices.Count(samples, length);
        Assert.InRange(length, 1, samples);
        Assert.True((long)length * count >= samples && (long)length * (count - 1) < samples);
        Assert.True(length == 1 || (long)length * floats <= 1 << 20);
    }
}
