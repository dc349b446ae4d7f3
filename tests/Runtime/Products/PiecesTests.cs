using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class PiecesTests
{
    [Theory]
    [InlineData(101_770, 16_384, 12_736)] // Seven pieces would leave one of two cores waiting: eight.
    [InlineData(20_000, 16_384, 10_000)]
    [InlineData(652_824, 16_384, 16_384)]
    [InlineData(100, 16_384, 112)]
    [InlineData(0, 16_384, 16)]
    public void EvenSize_KeepsCoresEquallyBusy(int total, int size, int expected) =>
        Assert.Equal(expected, Pieces.EvenSize(total, size, unit: 16));

    [Fact]
    public void EvenSize_IsNeverMuchMoreThanWasAskedFor()
    {
        for (int total = 1; total < 5000; total++)
        {
            Assert.InRange(Pieces.EvenSize(total, 128, 16), 16, 128);
        }
    }
}
