using System.Text.Json.Nodes;
using CompiledNets.Tests.Training;
using static CompiledNets.Tests.Metrics.Judging;

namespace CompiledNets.Tests.Metrics;

public class RankingAndRegressionTests
{
    private static readonly JsonNode Ranking = Golden.Read("data")["ranking"]!;

    [Fact]
    public void AreaUnderTheCurve_IsTheShareOfPairsInTheRightOrder()
    {
        float[] scores = Ranking["scores"].Floats();
        int[] labels = [.. Ranking["labels"].Floats().Select(label => (int)label)];
        double expected = (double)Ranking["area"]!;
        Assert.Equal(expected, new RocAuc().Over(Tensor(), scores, labels).Value, 1e-8);
        float[] pairs = [.. scores.SelectMany(score => new[] { 1f, 1f + score })];
        Assert.Equal(expected, new RocAuc().Over(Tensor(2), pairs, labels, batch: 100).Value, 1e-2);
        Assert.Equal(1 - expected, new RocAuc().Over(Tensor(1), [.. scores.Select(score => -score)], labels).Value, 1e-8);
    }

    [Fact]
    public void AreaUnderTheCurve_OfOneClassOrNoNumbers_IsNone()
    {
        Assert.Equal(double.NaN, new RocAuc().Over(Tensor(), [1, 2], [1, 1]).Value);
        Assert.Equal(double.NaN, new RocAuc().Over(Tensor(), [1, float.NaN], [0, 1]).Value);
        Assert.Equal(double.NaN, new RocAuc().Value);
        Assert.Equal(0.5, new RocAuc().Over(Tensor(), [4, 4, 4], [0, 1, 1]).Value);
        Assert.False(new RocAuc().CanCompare(Tensor(3), Tokens()));
    }

    [Fact]
    public void ReadingTheAreaHalfway_ChangesNothing()
    {
        RocAuc area = new RocAuc().Over(Tensor(), [3, 1, 2], [1, 0, 0]);
        Assert.Equal(1, area.Value);
        area.Add(new MetricBatch { Count = 1, Output = Tensor(), Target = Tokens(), Outputs = [1.5f], Tokens = [1] });
        Assert.Equal(0.75, area.Value);
    }

    [Fact]
    public void RSquared_IsTheMeanOverValues_WithoutCancellation()
    {
        JsonNode golden = Golden.Read("data")["regression"]!;
        float[] output = [.. golden["output"].Rows().SelectMany(row => row)], target = [.. golden["target"].Rows().SelectMany(row => row)];
        foreach (int batch in (int[])[1, 7, 50])
        {
            Assert.Equal((double)golden["rSquared"]!, new RSquared().Over(Tensor(2), output, target, batch).Value, 1e-6);
        }
    }

    [Fact]
    public void RSquared_OfConstants_IsWhetherTheyAreMet()
    {
        Assert.Equal(1, new RSquared().Over(Tensor(), [2, 2], new float[] { 2, 2 }).Value);
        Assert.Equal(0, new RSquared().Over(Tensor(), [2, 3], new float[] { 2, 2 }).Value);
        Assert.Equal(double.NaN, new RSquared().Over(Tensor(), [2], new float[] { 2 }).Value);
    }

    [Fact]
    public void WarmMetrics_AllocateNothing()
    {
        float[] scores = Ranking["scores"].Floats();
        int[] labels = [.. Ranking["labels"].Floats().Select(label => (int)label)];
        Metric[] metrics = [new RocAuc(), new F1(), new ConfusionMatrix(), new MetricByGroup(() => new Recall(), "group")];
        Pass();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Pass()
        {
            foreach (Metric metric in metrics)
            {
                metric.Reset();
                metric.Add(new MetricBatch
                {
                    Count = scores.Length, Output = Single, Target = Label, Outputs = scores, Tokens = labels, Groups = labels,
                });
            }
        }
    }

    private static readonly EntryColumn Single = Tensor(1);
    private static readonly EntryColumn Label = Tokens();
}
