using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public class WorkPoolTests
{
    private struct CountPieces(int[] counts) : IPieces
    {
        public void Run(int piece) => Interlocked.Increment(ref counts[piece]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(37)]
    public void EveryPiece_RunsExactlyOnce(int pieces)
    {
        var counts = new int[pieces];
        var work = new CountPieces(counts);
        WorkPool.Run(ref work, pieces);
        Assert.All(counts, count => Assert.Equal(1, count));
    }
}
