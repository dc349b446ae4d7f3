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
        float[] streamed = Sample.Garbage(y.Length);
        Embedding.Forward(width, tokens, table, streamed, streams: true);
        Assert.Equal(y, streamed);
        Embedding.Gradient(width, tokens, dy, dTable);
        Close.To(expected, dTable);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 17, 1)]
    [InlineData(7, 5, 3)]
    public void Gather_PicksOfEachRow_AndItsGradientPutsThemBack(int rows, int width, int picks)
    {
        float[] x = Sample.Normal(rows * width, seed: 5), y = Sample.Garbage(rows * picks);
        float[] dy = Sample.Normal(y.Length, seed: 6), dx = Sample.Garbage(x.Length), expected = new float[x.Length];
        int[] index = Sample.Indices(y.Length, seed: 7, below: width);
        for (int i = 0; i < y.Length; i++)
        {
            expected[i / picks * width + index[i]] += dy[i];
        }

        Gather.Forward(rows, width, picks, x, index, y);
        Assert.Equal(index.Select((column, i) => x[i / picks * width + column]), y);
        Gather.Gradient(rows, width, picks, index, dy, dx);
        Assert.Equal(expected, dx);
    }

    [Fact]
    public void Gather_StartsAShortIndexAgain()
    {
        float[] y = new float[8], dx = new float[12];
        Gather.Forward(4, 3, 2, [0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32], [0, 1, 2, 2], y);
        Assert.Equal([0, 1, 12, 12, 20, 21, 32, 32], y);
        Gather.Gradient(4, 3, 2, [0, 1, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8], dx);
        Assert.Equal([1, 2, 0, 0, 0, 7, 5, 6, 0, 0, 0, 15], dx);
    }

    [Fact]
    public void OneHot_MarksTokens()
    {
        float[] y = Sample.Garbage(6);
        Kernels.OneHot.Forward(3, [2, 0], y);
        Assert.Equal([0, 0, 1, 1, 0, 0], y);
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
