namespace CompiledNets.Tests.Data;

public class SplitTests
{
    // Of 97 samples, 10 in class 3, 29 in class -1, the rest in class 0.
    private static readonly Dataset Data = Dataset.Create()
        .With("index", [.. Enumerable.Range(0, 97)])
        .With("label", [.. Enumerable.Range(0, 97).Select(i => i % 10 == 5 ? 3 : i % 3 == 1 ? -1 : 0)]);

    private static int[] Indices(Dataset data) => data.CopyTokens("index");

    private static int Positives(Dataset data, int label) => data.CopyTokens("label").Count(other => other == label);

    [Theory]
    [InlineData(null)]
    [InlineData("label")]
    public void ThreeParts_HaveEachSampleOnce(string? stratify)
    {
        (Dataset train, Dataset validation, Dataset test) = Data.Split(0.2, 0.1, seed: 4, stratify);
        Assert.Equal((68, 19, 10), (train.Count, validation.Count, test.Count));
        Assert.Equal(Enumerable.Range(0, 97), Indices(train).Concat(Indices(validation)).Concat(Indices(test)).Order());
        Assert.Equal(Indices(test), Indices(Data.Split(0.3, 0.1, seed: 4, stratify).Test));
        Assert.NotEqual(Indices(test), Indices(Data.Split(0.3, 0.1, seed: 5, stratify).Test));
    }

    [Fact]
    public void StratifiedParts_HaveEachClassInItsShare()
    {
        (Dataset train, Dataset validation) = Data.Split(0.3, seed: 9, "label");
        foreach (int label in (int[])[3, -1, 0])
        {
            double share = 0.3 * Positives(Data, label);
            Assert.InRange(Positives(validation, label), Math.Floor(share), Math.Ceiling(share));
        }

        Assert.Equal(29, validation.Count);
        Assert.NotEqual(Indices(train).Order(), Indices(train));
    }

    [Theory]
    [InlineData(null, 7)]
    [InlineData("label", 7)]
    [InlineData("label", 97)]
    public void Folds_JudgeEachSampleOnce(string? stratify, int count)
    {
        var folds = Data.Folds(count, seed: 2, stratify);
        Assert.Equal(count, folds.Length);
        Assert.Equal(Enumerable.Range(0, 97), folds.SelectMany(fold => Indices(fold.Validation)).Order());
        Assert.All(folds, fold => Assert.Equal(Enumerable.Range(0, 97), Indices(fold.Train).Concat(Indices(fold.Validation)).Order()));
        Assert.True(folds.Max(fold => fold.Validation.Count) - folds.Min(fold => fold.Validation.Count) <= 1);
        if (stratify is not null)
        {
            Assert.True(folds.Max(fold => Positives(fold.Validation, -1)) - folds.Min(fold => Positives(fold.Validation, -1)) <= 1);
        }
    }

    [Fact]
    public void WhatCannotBeSplit_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("testFraction", () => Data.Split(0.5, 0.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Data.Folds(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => Data.Folds(98, 1));
        Assert.Throws<InvalidOperationException>(() => Data[..2].Split(0.1, 0.1, 1));
        Assert.Throws<ArgumentException>("column", () => Data.With("x", new float[97]).Split(0.1, 1, "x"));
        (Dataset train, Dataset validation, Dataset test) = Data[..3].Split(0.01, 0.98, 1);
        Assert.Equal((1, 1, 1), (train.Count, validation.Count, test.Count));
    }

    [Fact]
    public void PickedAndRemovedColumns_LeaveTheRest()
    {
        Assert.Equal([96, 0, 0], Indices(Data.Pick(96, 0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>("sample", () => Data.Pick(97));
        Assert.Equal("97 samples of label: Tokens ()", Data.Without("index").ToString());
    }
}
