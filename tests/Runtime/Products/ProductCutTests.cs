using CompiledNets.Kernels;

namespace CompiledNets.Tests.Products;

public sealed class ProductCutTests : ThreadTests
{
    private const int PanelWidth = 32, TileRows = 12;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(64)]
    public void Blocks_CoverEachResultOnce_AndEndWhereTilesDo(int threads)
    {
        WorkPool.Threads = threads;
        var random = new Random(threads);
        for (int round = 0; round < 200; round++)
        {
            int m = random.Next(1, 300), n = random.Next(1, 300), k = random.Next(1, 2000);
            var cut = new ProductCut(m, n, k, PanelWidth, TileRows);
            var covered = new int[m * n];
            for (int piece = 0; piece < cut.Pieces; piece++)
            {
                (int row, int rows, int column, int columns) = cut.Block(piece);
                Assert.True(rows <= cut.MostRowsInBlock, $"{rows} rows of at most {cut.MostRowsInBlock}");
                Assert.True(row % TileRows == 0 || row == m);
                Assert.True(column % PanelWidth == 0 || column == n);
                for (int index = 0; index < rows * columns; index++)
                {
                    covered[(row + index / columns) * n + column + index % columns]++;
                }
            }

            Assert.All(covered, count => Assert.Equal(1, count));
        }
    }

    [Theory]
    [InlineData(128, 784)]
    [InlineData(784, 400)]
    [InlineData(400, 784)]
    public void HalvesOfTheBlocks_AreAboutEquallyMuchWork(int m, int n)
    {
        WorkPool.Threads = 2;
        var cut = new ProductCut(m, n, 64, PanelWidth, TileRows);
        int[] tiles = [.. Enumerable.Range(0, cut.Pieces).Select(piece =>
        {
            (_, int rows, _, int columns) = cut.Block(piece);
            return Pieces.Count(rows, TileRows) * Pieces.Count(columns, PanelWidth);
        })];
        Assert.InRange(tiles.Take(cut.Pieces / 2).Sum(), 0.45 * tiles.Sum(), 0.55 * tiles.Sum());
        Assert.Equal(Pieces.Count(m, TileRows) * Pieces.Count(n, PanelWidth), tiles.Sum());
    }
}
