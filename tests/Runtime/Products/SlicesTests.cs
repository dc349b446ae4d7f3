using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class SlicesTests : ThreadTests
{
    public SlicesTests() => WorkPool.Threads = 2;

    [Theory]
    [InlineData(64, 203_264, 1, 8)] // A layer of 784 × 128: seven slices of ten would leave one of two cores waiting.
    [InlineData(64, 203_264, 16, 16)] // The kernel wants sixteen samples together.
    [InlineData(20, 203_264, 1, 10)] // Two slices are even.
    [InlineData(7, 203_264, 1, 7)] // Not worth a second slice.
    [InlineData(7, 9_000_000, 1, 1)]
    [InlineData(0, 9_000_000, 1, 1)]
    public void Length_KeepsCoresEquallyBusy(int samples, long flops, int together, int expected) =>
        Assert.Equal(expected, Slices.Length(samples, flops, floatsPerSample: 100, together));

    [Theory]
    [InlineData(32, 200_000, 4)] // Five samples fit, but six slices of five and one of two would leave a core waiting.
    [InlineData(96, 100, 48)] // Three slices of 32 would too, and shorter ones would go through their weights more often.
    [InlineData(128, 100, 32)]
    [InlineData(65, 100, 33)]
    [InlineData(96, 30_000, 34)] // Longer ones do not fit.
    public void Length_WhereSamplesAreWantedTogether_KeepsCoresEquallyBusy(int samples, int floats, int expected) =>
        Assert.Equal(expected, Slices.Length(samples, 4_000_000, floats, together: 32));

    [Theory]
    [InlineData(1, 64, 32)]
    [InlineData(2, 64, 32)]
    [InlineData(3, 64, 22)]
    [InlineData(4, 64, 16)]
    [InlineData(8, 64, 8)]
    [InlineData(8, 256, 32)]
    [InlineData(2, 40, 20)]
    [InlineData(1, 40, 32)]
    public void Length_WhereSamplesAreWantedTogether_LeavesNoCoreIdle(int threads, int samples, int expected)
    {
        WorkPool.Threads = threads;
        Assert.Equal(expected, Slices.Length(samples, 4_000_000, floatsPerSample: 100, together: 32));
    }

    [Fact]
    public void Count_OfAnyBatch_CoversIt()
    {
        for (int samples = 0; samples <= 300; samples++)
        {
            foreach (long flops in new long[] { 1, 30_000, 203_264, 1_999_999, 40_000_000 })
            {
                int length = Slices.Length(samples, flops, floatsPerSample: 100);
                int count = Slices.Count(samples, length);
                Assert.True(count * length >= samples && (count - 1) * length < Math.Max(1, samples), $"{samples} samples of {flops}: {count} slices of {length}");
                Assert.True(count <= 16, $"{samples} samples of {flops}: {count} slices");
            }
        }
    }
}
