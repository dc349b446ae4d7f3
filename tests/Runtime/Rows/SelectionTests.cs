using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class SelectionTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 17, 1)]
    [InlineData(2, 5, 7)]
    public void ArgMax_FindsTheLargestOfEachLine(int outer, int size, int inner)
    {
        float[] x = Sample.Normal(outer * size * inner, seed: 1);
        int[] y = new int[outer * inner];
        Selection.ArgMax(outer, size, inner, x, y);
        Assert.Equal(
            Enumerable.Range(0, y.Length).Select(line => Enumerable.Range(0, size).MaxBy(s => x[(line / inner * size + s) * inner + line % inner])), y);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 17, 1)]
    [InlineData(3, 17, 2)]
    [InlineData(2, 100, 37)]
    [InlineData(2, 33, 33)]
    public void TopK_RanksTheLargest_WithTheFirstOfEqualOnesBeforeTheOthers(int rows, int width, int count)
    {
        // Whole numbers, so that many are equal.
        float[] x = [.. Sample.Normal(rows * width, seed: 2).Select(value => MathF.Round(3 * value))];
        int[] indices = new int[rows * count];
        Selection.TopK(rows, width, count, x, indices);
        for (int row = 0; row < rows; row++)
        {
            // A stable sort keeps equal ones in order.
            IEnumerable<int> ranked = Enumerable.Range(0, width).OrderByDescending(i => x[row * width + i]).Take(count);
            Assert.Equal(ranked, indices[(row * count)..((row + 1) * count)]);
        }
    }

    [Fact]
    public void NaN_CountsAsTheLargest()
    {
        float[] x = [1, float.PositiveInfinity, float.NaN, 3, float.NaN, float.NegativeInfinity];
        int[] best = new int[1], ranked = new int[6];
        Selection.ArgMax(1, 6, 1, x, best);
        Selection.TopK(1, 6, 6, x, ranked);
        Assert.Equal([2], best);
        Assert.Equal([2, 4, 1, 3, 0, 5], ranked);
    }

    [Fact]
    public void EqualValues_GiveTheFirst()
    {
        int[] best = new int[2];
        Selection.ArgMax(2, 3, 1, [2, 2, 1, 0, -0f, 0], best);
        Assert.Equal([0, 0], best);
    }

    [Fact]
    public void IntsAsFloats_AreTheSameNumbers()
    {
        float[] memory = new float[5];
        TokenMemory.Copy([3, -1, 0, 70_000, 16_777_216], TokenMemory.Of(memory));
        TokenMemory.ToFloats(memory);
        Assert.Equal([3f, -1, 0, 70_000, 16_777_216], memory);
        int[] repeated = new int[6];
        TokenMemory.Repeat(3, [4, 2], repeated);
        Assert.Equal([4, 2, 4, 2, 4, 2], repeated);
    }
}
