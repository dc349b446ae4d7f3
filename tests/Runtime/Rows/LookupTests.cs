using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class LookupTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 17)]
    [InlineData(33, 100)]
    public void Embedding_CopiesRows_AndItsGradientAddsThemUp(int count, int width)
    {
        const int vocabulary = 5;
        int[] tokens = Sample.Indices(count, seed: 1, below: vocabulary);
        float[] table = Sample.Normal(vocabulary * width, seed: 2), y = Sample.Garbage(count * width);
        float[] dy = Sample.Normal(y.Length, seed: 3), dTable = Sample.Normal(table.Length, seed: 4);
        double[] expected = Sample.Double(dTable);
        for (int i = 0; i < y.Length; i++)
        {
            expected[tokens[i / width] * width + i % width] += dy[i];
        }

        Embedding.Forward(width, tokens, table, y);
        Assert.Equal(Enumerable.Range(0, y.Length).Select(i => table[tokens[i / width] * width + i % width]), y);
        Embedding.Gradient(width, tokens, dy, dTable);
        Close.To(expected, dTable);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 17)]
    public void Gather_PicksOneOfEachRow_AndItsGradientPutsItBack(int rows, int width)
    {
        float[] x = Sample.Normal(rows * width, seed: 5), y = Sample.Garbage(rows);
        float[] dy = Sample.Normal(rows, seed: 6), dx = Sample.Garbage(x.Length);
        int[] index = Sample.Indices(rows, seed: 7, below: width);

        Gather.Forward(rows, width, x, index, y);
        Assert.Equal(index.Select((column, row) => x[row * width + column]), y);
        Gather.Gradient(rows, width, index, dy, dx);
        Assert.Equal(Enumerable.Range(0, x.Length).Select(i => index[i / width] == i % width ? dy[i / width] : 0f), dx);
    }

    [Fact]
    public void Checks_NameTheArgument()
    {
        Embedding.CheckTokens([0, 4], 5, "words");
        var word = Assert.Throws<ArgumentOutOfRangeException>(() => Embedding.CheckTokens([0, 5], 5, "text"));
        Assert.Contains("text[1] is 5, but must be from 0 to 4", word.Message);
        Assert.Throws<ArgumentOutOfRangeException>("action", () => Gather.CheckIndices([-1], 2, "action"));
    }
}
