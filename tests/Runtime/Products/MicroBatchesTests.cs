using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class MicroBatchesTests : ThreadTests
{
    [Theory]
    [InlineData(0, 16, 1)]
    [InlineData(1, 16, 1)]
    [InlineData(16, 16, 16)]
    [InlineData(17, 16, 9)] // Not sixteen and one.
    [InlineData(64, 24, 22)]
    [InlineData(int.MaxValue, 1, 1)]
    public void Length_IsEven_AndNothingButTheBatchDecidesIt(int samples, int most, int expected)
    {
        foreach (int threads in new[] { 1, 2, 7, 64 })
        {
            WorkPool.Threads = threads;
            Assert.Equal(expected, new MicroBatches(samples, most).Length);
        }
    }

    [Theory]
    [InlineData(1, 64, 4, 4)]
    [InlineData(2, 64, 4, 8)]
    [InlineData(3, 64, 16, 32)] // Eight for each thread.
    [InlineData(16, 512, 16, 128)]
    [InlineData(16, 5, 4, 5)]
    [InlineData(2, 0, 4, 0)]
    public void AtHand_IsWhatKeepsThreadsBusy(int threads, int samples, int most, int expected)
    {
        WorkPool.Threads = threads;
        Assert.Equal(expected, new MicroBatches(samples, most).AtHand);
    }
}
