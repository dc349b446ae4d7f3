using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class SlicesTests
{
    [Theory]
    [InlineData(64, 203_264, 1, 8)] // A layer of 784 × 128: seven slices of ten would leave one of two cores waiting.
    [InlineData(64, 203_264, 16, 16)] // The kernel wants sixteen samples together.
    [InlineData(20, 203_264, 1, 10)] // Two slices are even.
    [InlineData(7, 203_264, 1, 7)] // Not worth a second slice.
    [InlineData(7, 9_000_000, 1, 1)]
    [InlineData(0, 9_000_000, 1, 1)]
    public void Length_KeepsCoresEquallyBusy(int samples, long flops, int together, int expected) =>
        Assert.Equal(expected, Slices.Length(samples, flops, floatsPerSample: 100, together));

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
