namespace CompiledNets.Tests.Metrics;

public class AccuracyAndErrorTests
{
    private static EntryColumn Tensor(params int[] shape) => new("values", ColumnKind.Tensor, [.. shape]);

    private static EntryColumn Tokens(params int[] shape) => new("values", ColumnKind.Tokens, [.. shape]);

    private static double ValueOf(Metric metric, EntryColumn output, float[] outputs, float[] target, int batches = 1)
    {
        metric.Reset();
        for (int batch = 0; batch < batches; batch++)
        {
            metric.Add(new MetricBatch { Count = outputs.Length / output.Size, Output = output, Target = output, Outputs = outputs, Floats = target });
        }

        return metric.Value;
    }

    private static double ValueOf(Metric metric, EntryColumn output, float[] outputs, EntryColumn target, int[] labels)
    {
        metric.Reset();
        metric.Add(new MetricBatch { Count = outputs.Length / output.Size, Output = output, Target = target, Outputs = outputs, Tokens = labels });
        return metric.Value;
    }

    [Fact]
    public void Errors_AreMeansOverAllValues()
    {
        float[] outputs = [1, 2, 3], target = [1, 4, -2];
        Assert.Equal(7.0 / 3, ValueOf(new MeanAbsoluteErrorMetric(), Tensor(), outputs, target, batches: 2), 1e-12);
        Assert.Equal(29.0 / 3, ValueOf(new MeanSquaredErrorMetric(), Tensor(3), outputs, target), 1e-12);
        Assert.Equal(Math.Sqrt(29.0 / 3), ValueOf(new RootMeanSquaredErrorMetric(), Tensor(1), outputs, target, batches: 3), 1e-12);
    }

    [Fact]
    public void Accuracy_TakesTheGreatestClass()
    {
        float[] scores = [0.1f, 0.7f, 0.2f, 3, 2, 1, -3, -2, -1, 0, 0, 1];
        Assert.Equal(0.75, ValueOf(new Accuracy(), Tensor(3), scores, Tokens(), [1, 0, 1, 2]));
        Assert.Equal(0.5, ValueOf(new Accuracy(), Tensor(2, 3), scores, Tokens(2), [1, 1, 1, 2]));
    }

    [Fact]
    public void Accuracy_TakesOneHotLabels() =>
        Assert.Equal(0.5, ValueOf(new Accuracy(), Tensor(3), [1, 2, 3, 3, 2, 1], [0, 0, 1, 0, 0.9f, 0.1f]));

    [Fact]
    public void Accuracy_OfSingleOutputs_GoesByItsThreshold()
    {
        Assert.Equal(0.75, ValueOf(new Accuracy(), Tensor(1), [-1, 0.2f, 5, -0.1f], Tokens(1), [0, 1, 1, 1]));
        Assert.Equal(0.5, ValueOf(new Accuracy(threshold: 0.5f), Tensor(), [0.1f, 0.4f, 0.6f, 0.7f], [0, 1, 1, 0]));
    }

    [Fact]
    public void Metrics_KnowWhatTheyCanCompare()
    {
        var accuracy = new Accuracy();
        Assert.True(accuracy.CanCompare(Tensor(10), Tokens()));
        Assert.True(accuracy.CanCompare(Tensor(10), Tensor(10)));
        Assert.True(accuracy.CanCompare(Tensor(5, 10), Tokens(5)));
        Assert.True(accuracy.CanCompare(Tensor(1), Tensor(1)));
        Assert.False(accuracy.CanCompare(Tensor(10), Tokens(10)));
        Assert.False(accuracy.CanCompare(Tensor(10), Tensor()));
        var error = new MeanAbsoluteErrorMetric();
        Assert.True(error.CanCompare(Tensor(2, 3), Tensor(6)));
        Assert.False(error.CanCompare(Tensor(1), Tokens(1)));
        Assert.False(error.CanCompare(Tensor(2), Tensor(1)));
    }
}
