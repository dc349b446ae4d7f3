using System.Text.Json.Nodes;
using CompiledNets.Tests.Training;

namespace CompiledNets.Tests.Drift;

public class DriftTests
{
    private static readonly JsonNode Expected = Golden.Read("data")["drift"]!;
    private static readonly float[] Reference = Expected["reference"].Floats(), Live = Expected["live"].Floats();

    [Fact]
    public void KolmogorovAndSmirnov_AgreeWithTheFormula()
    {
        var test = KolmogorovSmirnov.Between(Reference, Live);
        Assert.Equal((double)Expected["statistic"]!, test.Statistic, 1e-8);
        Assert.Equal((double)Expected["pValue"]!, test.PValue, 1e-8);
        Assert.Equal(test, KolmogorovSmirnov.Between([.. Live, float.NaN], Reference));
    }

    [Fact]
    public void KolmogorovAndSmirnov_KnowTheExtremes()
    {
        Assert.Equal(new KolmogorovSmirnov(0, 1), KolmogorovSmirnov.Between(Reference, Reference));
        Assert.Equal(1, KolmogorovSmirnov.Between([1, 2, 2], [3, 3]).Statistic);
        Assert.Equal(0.5, KolmogorovSmirnov.Between([1, 2], [2, 2, 2]).Statistic);
        Assert.InRange(KolmogorovSmirnov.Between(Reference, [.. Reference.Select(value => value + 20)]).PValue, 0, 1e-60);
        Assert.Equal(double.NaN, KolmogorovSmirnov.Between([float.NaN], [1]).Statistic);
    }

    [Fact]
    public void StabilityIndex_AgreesWithTheFormula()
    {
        Assert.Equal((double)Expected["stabilityIndex"]!, PopulationStabilityIndex.Between(Reference, Live), 1e-8);
        Assert.Equal(0, PopulationStabilityIndex.Between(Reference, Reference));
    }

    [Fact]
    public void StabilityIndex_CountsValuesAndGaps()
    {
        // Shares 1/2, 1/2 against 1/4, 3/4.
        double expected = -0.25 * Math.Log(0.5) + 0.25 * Math.Log(1.5);
        Assert.Equal(expected, PopulationStabilityIndex.Between([7, 8], (int[])[8, 7, 8, 8]), 1e-12);
        Assert.Equal(expected, PopulationStabilityIndex.Between([7, 8], (float[])[8, 7, 8, 8], bins: 2), 1e-12);
        Assert.Equal(expected, PopulationStabilityIndex.Between([1, float.NaN], (float[])[float.NaN, 1, float.NaN, float.NaN]), 1e-12);
        Assert.Equal(double.NaN, PopulationStabilityIndex.Between([], (int[])[1]));
        Assert.Throws<ArgumentOutOfRangeException>("bins", () => PopulationStabilityIndex.Between([1f], [1f], bins: 1));
    }

    [Fact]
    public void Reports_CompareColumnByColumn()
    {
        Dataset reference = Dataset.Create().With("x", [.. Reference.SelectMany(value => new[] { value, -value })], 2).With("kind", new int[211]);
        Dataset live = Dataset.Create().With("kind", new int[97]).With("x", [.. Live.SelectMany(value => new[] { 3, value })], 2).With("more", new int[97]);
        DriftReport report = DriftReport.Between(reference, live);
        Assert.Equal([("x", 0), ("x", 1), ("kind", 0)], report.Values.Select(value => (value.Column, value.Value)));
        Assert.Equal(report.Values[0], report.Worst);
        Assert.Equal((0, null), (report.Values[2].StabilityIndex, report.Values[2].Test));
        Assert.Matches(@"^x\[0\]: PSI \d+\.\d+, KS 1 \(p = 0\)\n", report.ToString());
        Assert.EndsWith("kind[0]: PSI 0", report.ToString());
        Assert.Contains("'x: Tensor ()' is served", Assert.Throws<ArgumentException>(
            () => DriftReport.Between(reference, Dataset.Create().With("x", Live))).Message);
        Assert.Throws<ArgumentException>("live", () => DriftReport.Between(reference, Dataset.Create().With("z", Live)));
    }

    [SharedDataFact("series")]
    public void RealPassengers_DriftAndTemperaturesHardly()
    {
        float[] passengers = Column("airline-passengers", "Passengers"), temperatures = Column("daily-min-temperatures", "Temp");
        Assert.True(KolmogorovSmirnov.Between(passengers[..72], passengers[72..]).PValue < 1e-9);
        Assert.True(PopulationStabilityIndex.Between(passengers[..72], passengers[72..]) > 0.25);

        // Whole years, so that seasons do not count.
        Assert.True(PopulationStabilityIndex.Between(temperatures[..(5 * 365)], temperatures[(5 * 365)..]) < 0.1);
    }

    private static float[] Column(string file, string column) => Table.ReadCsv(SharedData.PathOf($"series/{file}.csv")).Floats(column);
}
