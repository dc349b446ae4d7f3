namespace CompiledNets.Tests.Training;

public class DatasetTests
{
    private static Dataset Numbered(int count) => Dataset.Create()
        .With("pair", [.. Enumerable.Range(0, 2 * count).Select(i => i / 2 + i % 2 * 0.5f)], 2)
        .With("index", [.. Enumerable.Range(0, count)]);

    private static int[] Indices(Dataset data) => [.. Enumerable.Range(0, data.Count).Select(i => data.Tokens("index", i)[0])];

    [Fact]
    public void Columns_KeepNamesKindsAndShapes()
    {
        Dataset data = Dataset.Create().With("image", new float[2 * 12], 1, 3, 4).With("label", new int[2]);
        Assert.Equal(2, data.Count);
        Assert.Equal("2 samples of image: Tensor (1,3,4), label: Tokens ()", data.ToString());
        Assert.Equal(12, data.Columns[0].Size);
    }

    [Fact]
    public void SlicesAndRanges_AreNeighbouringSamples()
    {
        Dataset data = Numbered(10);
        Assert.Equal([3, 4, 5], Indices(data.Slice(3, 3)));
        Assert.Equal([8, 9], Indices(data[8..]));
        Assert.Equal([1, 2], Indices(data.Skip(1).Take(2)));
        Assert.Equal([4f, 4.5f], data[3..].Floats("pair", 1));
        Assert.Empty(Indices(data.Skip(10)));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => data.Take(11));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => data.Skip(11));
        Assert.Throws<ArgumentOutOfRangeException>("sample", () => data[5..].Tokens("index", 5));
    }

    [Fact]
    public void Shuffle_IsAPermutationThatTheSeedDecides()
    {
        Dataset data = Numbered(101);
        int[] order = Indices(data.Shuffle(7));
        Assert.Equal(order, Indices(data.Shuffle(7)));
        Assert.NotEqual(order, Indices(data.Shuffle(8)));
        Assert.Equal(Enumerable.Range(0, 101), order.Order());
        Assert.True(order.Where((sample, place) => sample == place).Count() < 10);
        Assert.Equal([Indices(data)[order[5]]], [Indices(data.Shuffle(7))[5]]);
    }

    [Fact]
    public void ShuffledShuffles_KeepSamplesWhole()
    {
        Dataset data = Numbered(31).Shuffle(1)[3..].Shuffle(2).Take(11);
        for (int i = 0; i < data.Count; i++)
        {
            int index = data.Tokens("index", i)[0];
            Assert.Equal([index, index + 0.5f], data.Floats("pair", i));
        }
    }

    [Theory]
    [InlineData(10, 0.2, 2)]
    [InlineData(7, 0.01, 1)]
    [InlineData(7, 0.99, 6)]
    public void Split_PartsAllSamples(int count, double fraction, int expected)
    {
        (Dataset train, Dataset validation) = Numbered(count).Split(fraction, seed: 3);
        Assert.Equal(expected, validation.Count);
        Assert.Equal(Enumerable.Range(0, count), Indices(train).Concat(Indices(validation)).Order());
    }

    [Fact]
    public void Split_RefusesWhatCannotBeParted()
    {
        Assert.Throws<ArgumentOutOfRangeException>("validationFraction", () => Numbered(5).Split(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("validationFraction", () => Numbered(5).Split(double.NaN, 1));
        Assert.Throws<InvalidOperationException>(() => Numbered(1).Split(0.5, 1));
    }

    [Fact]
    public void ANewColumn_FitsAShuffledPart()
    {
        Dataset part = Numbered(20).Shuffle(5).Take(7);
        Dataset more = part.With("place", [.. Enumerable.Range(0, 7)]);
        Assert.Equal(Indices(part), Indices(more));
        Assert.Equal([4], more.Tokens("place", 4));
    }

    [Fact]
    public void Rename_AndSelect_ChangeWhatThereIs()
    {
        Dataset data = Numbered(3).Rename("index", "label").Select("label");
        Assert.Equal("3 samples of label: Tokens ()", data.ToString());
        Assert.Contains("'index'", Assert.Throws<ArgumentException>("name", () => data.Rename("index", "x")).Message);
        Assert.Throws<ArgumentException>("to", () => Numbered(3).Rename("index", "pair"));
    }

    [Fact]
    public void ColumnsThatDoNotFit_AreRefusedWithBothNumbers()
    {
        Dataset data = Dataset.Create().With("a", new float[6], 3);
        Assert.Contains("5 samples, but the dataset has 2", Assert.Throws<ArgumentException>("values", () => data.With("b", new int[5])).Message);
        Assert.Contains("b: Tokens (2) holds 2 values per sample, and 5", Assert.Throws<ArgumentException>(() => data.With("b", new int[5], 2)).Message);
        Assert.Throws<ArgumentException>("name", () => data.With("a", new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>("shape", () => data.With("b", new float[2], 1, 0));
        Assert.Throws<OverflowException>(() => data.With("b", new float[2], 65536, 65536));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4UL)]
    public void Batches_HaveEachSampleOnceAndEndRagged(ulong? seed)
    {
        Dataset data = Numbered(12)[1..];
        var seen = new List<int>();
        var sizes = new List<int>();
        foreach (Batch batch in data.Batches(4, seed))
        {
            sizes.Add(batch.Count);
            for (int i = 0; i < batch.Count; i++)
            {
                int index = batch.Tokens("index")[i];
                Assert.Equal([index, index + 0.5f], batch.Floats("pair").Slice(2 * i, 2));
                seen.Add(index);
            }
        }

        Assert.Equal([4, 4, 3], sizes);
        Assert.Equal(seed is null, seen.SequenceEqual(Indices(data)));
        Assert.Equal(Indices(data), seen.Order());
    }

    [Fact]
    public void WarmBatches_AllocateNothing()
    {
        BatchSequence batches = Numbered(103).Batches(10, shuffle: 1);
        Pass();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Pass()
        {
            batches.Shuffle(2);
            foreach (Batch batch in batches)
            {
                Assert.True(batch.Floats(0).Length == 2 * batch.Count);
            }
        }
    }

    [Fact]
    public void AWrongColumnOfABatch_IsNamedAmongThoseThereAre()
    {
        BatchSequence batches = Numbered(3).Batches(2);
        foreach (Batch batch in batches)
        {
            Assert.Contains("'x' in this batch of pair: Tensor (2), index", Assert.Throws<ArgumentException>(() => batch.Floats("x").Length).Message);
            Assert.Contains("holds no ints", Assert.Throws<ArgumentException>(() => batch.Tokens("pair").Length).Message);
        }
    }
}
