using CompiledNets.Tests.Training;

namespace CompiledNets.Tests.Data;

public class TransformTests
{
    private static Dataset Pairs(params float[] values) => Dataset.Create().With("x", values, 2).With("y", new int[values.Length / 2]);

    [Fact]
    public void AScalerOfOneColumn_ServesAnotherInItsUnits()
    {
        Dataset data = Dataset.Create().With("days", [1f, 3, 5, 7], 2).With("next", [4f, 8], 1);
        Scaler days = Scaler.Standardize(data, "days", ScalePer.Column);
        Dataset scaled = days.For("next", 1).Apply(data);
        Assert.Equal([0f, (float)(4 / Math.Sqrt(5))], scaled.CopyFloats("next"));
        Assert.Throws<ArgumentException>(() => Scaler.Standardize(data, "days").For("next", 1));
        Assert.Throws<ArgumentException>(() => days.For("next", 0));
    }

    [Fact]
    public void Standardizing_UsesTheTrainingConstantsEverywhere()
    {
        Scaler scaler = Scaler.Standardize(Pairs(1, 5, 2, 5, 6, float.NaN), "x");
        Assert.Equal([3, 5], scaler.Offsets.ToArray());
        Assert.Equal(Math.Sqrt(14 / 3.0), scaler.Divisors[0], 1e-12);
        Assert.Equal(1, scaler.Divisors[1]);
        Dataset other = scaler.Apply(Pairs(3, 7, 10, float.NaN));
        Assert.Equal([0f, 2f, (float)(7 / Math.Sqrt(14 / 3.0)), float.NaN], other.CopyFloats("x"));
        Assert.Equal("2 samples of x: Tensor (2), y: Tokens ()", other.ToString());
    }

    [Fact]
    public void Normalizing_ReachesBothEnds_AndUndoReturns()
    {
        Scaler scaler = Scaler.Normalize(Pairs(1, 4, 3, 4, 2, 4), "x", low: -1, high: 1);
        float[] scaled = scaler.Apply(Pairs(1, 4, 3, 4, 5, 6)).CopyFloats("x"), back = new float[6];
        Assert.Equal([-1f, -1, 1, -1, 3, 1], scaled);
        scaler.Undo(scaled, back);
        Assert.Equal([1f, 4, 3, 4, 5, 6], back);
        Assert.Throws<ArgumentOutOfRangeException>("high", () => Scaler.Normalize(Pairs(1, 2), "x", low: 1, high: 1));
    }

    [Fact]
    public void Channels_ShareTheirConstants()
    {
        Dataset images = Dataset.Create().With("image", [0f, 2, 4, 10, 30, 50, 1, 1, 5, 20, 20, 50], 2, 3);
        Scaler channels = Scaler.Standardize(images, "image", ScalePer.Channel);
        Assert.Equal(13 / 6.0, channels.Offsets[0], 1e-12);
        Assert.Equal(30, channels.Offsets[1], 1e-12);
        Assert.Equal([0.0], Scaler.Normalize(images, "image", ScalePer.Column).Offsets.ToArray());
        Assert.Equal([50.0], Scaler.Normalize(images, "image", ScalePer.Column).Divisors.ToArray());
        Assert.Equal(6, Scaler.Standardize(images, "image").Offsets.Length);
    }

    [Fact]
    public void SavedConstants_ScaleTheSame()
    {
        using var file = new TemporaryFile();
        Scaler scaler = Scaler.Standardize(Pairs(1, 5, 2, 3.3f, 6, 1e-3f), "x");
        scaler.Save(file.Path);
        Scaler loaded = Scaler.Load(file.Path);
        Assert.Equal(scaler.Apply(Pairs(1, 2, 3, 4)).CopyFloats("x"), loaded.Apply(Pairs(1, 2, 3, 4)).CopyFloats("x"));
        Assert.Contains("is no categories", Assert.Throws<InvalidDataException>(() => Categories.Load(file.Path)).Message);
        foreach (string damaged in (string[])["", "[]", "null", "{}", File.ReadAllText(file.Path).Replace("\"size\": [", "\"size\": [0, ", StringComparison.Ordinal)])
        {
            File.WriteAllText(file.Path, damaged);
            Assert.Contains(file.Path, Assert.Throws<InvalidDataException>(() => Scaler.Load(file.Path)).Message);
        }
    }

    [Fact]
    public void ColumnsThatDoNotFit_AreRefused()
    {
        Scaler scaler = Scaler.Standardize(Pairs(1, 2, 3, 4), "x");
        Assert.Contains("1 values per sample, but 2", Assert.Throws<ArgumentException>(
            () => scaler.Apply(Dataset.Create().With("x", new float[4]))).Message);
        Assert.Contains("no numbers", Assert.Throws<ArgumentException>(() => Scaler.Standardize(Pairs(float.NaN, 1), "x")).Message);
        Assert.Contains("holds no floats", Assert.Throws<ArgumentException>(() => Scaler.Standardize(Pairs(1, 1), "y")).Message);
    }

    [Theory]
    [InlineData(MissingFill.Mean, 3, 10)]
    [InlineData(MissingFill.Median, 2, 10)]
    [InlineData(MissingFill.Constant, -1, -1)]
    public void MissingValues_AreFilledWithWhatTrainingKnows(MissingFill fill, float first, float second)
    {
        // Zeros of the second value are missing, those of the first are not.
        Dataset train = Pairs(0, 10, 2, 0, 7, float.NaN, float.NaN, 10);
        MissingValues missing = MissingValues.Fit(train, "x", fill, constant: -1, zeroIsMissing: [1], indicator: "absent");
        using var file = new TemporaryFile();
        missing.Save(file.Path);
        Dataset filled = MissingValues.Load(file.Path).Apply(Pairs(0, 0, float.NaN, 4));
        Assert.Equal([0, second, first, 4], filled.CopyFloats("x"));
        Assert.Equal([0f, 1, 1, 0], filled.CopyFloats("absent"));
        Assert.Equal("2 samples of x: Tensor (2), y: Tokens (), absent: Tensor (2)", filled.ToString());
    }

    [Fact]
    public void ValuesThatNoTrainingSampleHas_BecomeTheConstant()
    {
        MissingValues missing = MissingValues.Fit(Pairs(1, float.NaN, 2, float.NaN), "x", MissingFill.Median, constant: 9);
        Assert.Equal([1.5, 9], missing.Fills.ToArray());
        Assert.Null(missing.Indicator);
        Assert.Throws<ArgumentOutOfRangeException>("zeroIsMissing", () => MissingValues.Fit(Pairs(1, 2), "x", MissingFill.Mean, zeroIsMissing: [2]));
    }

    [Fact]
    public void OneHot_PutsOnesInPlace()
    {
        Dataset data = Dataset.Create().With("word", [1, 0, 2, 1], 2).With("z", new float[2]).WithOneHot("word", 3);
        Assert.Equal("2 samples of word: Tensor (2,3), z: Tensor ()", data.ToString());
        Assert.Equal([0f, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0], data.CopyFloats("word"));
        Assert.Contains("holds 2, which is none of 2", Assert.Throws<ArgumentException>(
            () => Dataset.Create().With("word", [2]).WithOneHot("word", 2)).Message);
    }

    [Fact]
    public void UnknownCategories_AreTheLastOrRefused()
    {
        Assert.Contains("'d'", Assert.Throws<ArgumentException>(() => Categories.Fit(["b", "a"]).Encode(["d"])).Message);
        using var file = new TemporaryFile();
        Categories.Fit(["b", "a", "b"], unknown: true).Save(file.Path);
        Categories loaded = Categories.Load(file.Path);
        Assert.Equal((3, 2), (loaded.Count, loaded.Names.Length));
        Assert.Equal([0, 1, 2], loaded.Encode(["a", "b", "d"]));
    }

    [SharedDataFact("tabular")]
    public void RealDiabetesData_LoseTheirHiddenGaps()
    {
        Table table = Table.ReadCsv(SharedData.PathOf("tabular/pima-indians-diabetes.csv"), TableFormat.Csv with { HasHeader = false });
        Dataset data = Dataset.Create().With("x", table.Floats(0..8), 8).With("label", table.Ints("8"));
        (Dataset train, Dataset validation) = data.Split(0.2, seed: 1, "label");
        MissingValues missing = MissingValues.Fit(train, "x", MissingFill.Median, zeroIsMissing: [1, 2, 3, 4, 5], indicator: "absent");
        Scaler scaler = Scaler.Standardize(missing.Apply(train), "x");
        Dataset scaled = scaler.Apply(missing.Apply(validation));
        Assert.Equal(374, missing.Apply(data).CopyFloats("absent").Where((_, i) => i % 8 == 4).Sum()); // Insulin, as published.
        Assert.All(scaled.CopyFloats("x"), value => Assert.True(float.IsFinite(value)));
        Assert.True(Math.Abs(scaled.CopyFloats("x").Average()) is > 1e-6f and < 0.2f); // Near zero, yet not fitted to.
    }
}
