using System.Text.Json.Nodes;
using CompiledNets.Tests.Training;
using static CompiledNets.Tests.Metrics.Judging;

namespace CompiledNets.Tests.Metrics;

public class ClassMetricTests
{
    private static readonly JsonNode Golden = Training.Golden.Read("data")["classes"]!;
    private static readonly float[] Scores = [.. Golden["scores"].Rows().SelectMany(row => row)];
    private static readonly int[] Labels = [.. Golden["labels"].Floats().Select(label => (int)label)];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public void GoldenClasses_AreAveragedAsScikitLearnDefines(int batch)
    {
        AssertAverages(new Precision().Over(Tensor(4), Scores, Labels, batch), "precision");
        AssertAverages(new Recall().Over(Tensor(4), Scores, Labels, batch), "recall");
        AssertAverages(new F1().Over(Tensor(4), Scores, Labels, batch), "f1");
        double accuracy = (double)Golden["accuracy"]!;
        Assert.Equal(accuracy, new F1(ClassAverage.Micro).Over(Tensor(4), Scores, Labels, batch).Value, 1e-9);
        Assert.Equal(accuracy, new Precision(ClassAverage.Micro).Over(Tensor(4), Scores, Labels, batch).Value, 1e-9);
        Assert.Equal((double)Golden["top2"]!, new TopKAccuracy(2).Over(Tensor(4), Scores, Labels, batch).Value, 1e-9);
        Assert.Equal((double)Golden["perplexity"]!, new Perplexity().Over(Tensor(4), Scores, Labels, batch).Value, 1e-6);
    }

    [Fact]
    public void GoldenMatrix_CountsEveryPair()
    {
        ConfusionMatrix matrix = new ConfusionMatrix().Over(Tensor(4), Scores, Labels);
        float[][] expected = Golden["matrix"].Rows();
        Assert.Equal(4, matrix.Classes);
        Assert.All(Enumerable.Range(0, 16), i => Assert.Equal(expected[i / 4][i % 4], matrix[i / 4, i % 4]));
        Assert.Equal((double)Golden["accuracy"]!, matrix.Value, 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>("answered", () => matrix[0, 4]);
    }

    [Fact]
    public void Matrix_PrintsATable()
    {
        ConfusionMatrix matrix = new ConfusionMatrix(classNames: ["ham", "spam"]).Over(Tensor(), [-1, -2, 3, 4, -1, 5], [0, 0, 0, 1, 1, 1]);
        Assert.Equal("right \\ answered  ham  spam\nham                 2     1\nspam                1     2\n", matrix.ToString());
    }

    [Fact]
    public void SingleOutputs_AreAveragedOverThePositiveClass()
    {
        // Answers 1 1 0 0 1, right 1 0 1 0 1.
        float[] logits = [2, 1, -1, -3, 0.5f];
        int[] labels = [1, 0, 1, 0, 1];
        Assert.Equal(2 / 3.0, new Precision().Over(Tensor(1), logits, labels).Value, 1e-12);
        Assert.Equal(2 / 3.0, new Recall().Over(Tensor(1), logits, labels).Value, 1e-12);
        Assert.Equal(0.5, new Precision(threshold: 0.9f, average: ClassAverage.Binary).Over(Tensor(1), logits, labels).Value, 1e-12);
        Assert.Equal((2 / 3.0 + 0.5) / 2, new F1(ClassAverage.Macro).Over(Tensor(1), logits, labels).Value, 1e-12);
    }

    [Fact]
    public void ClassesThatNobodyAnswers_CountAsZero()
    {
        Precision precision = new Precision(ClassAverage.Macro).Over(Tensor(3), [9, 0, 0, 9, 0, 0], [0, 1]);
        Assert.Equal(0.25, precision.Value, 1e-12);
        Assert.Equal(0, precision.ValueOf(1));
        Assert.Equal(0, precision.ValueOf(2));
        precision.Reset();
        Assert.Equal(double.NaN, precision.Value);
    }

    [Fact]
    public void TopK_PrefersLowerClassesAmongEquals()
    {
        float[] scores = [1, 1, 1, float.NaN, 0, 0];
        Assert.Equal(0.5, new TopKAccuracy(2).Over(Tensor(3), scores, [1, 2]).Value);
        Assert.Equal(0, new TopKAccuracy(2).Over(Tensor(3), scores, [2, 0]).Value);
        Assert.False(new TopKAccuracy().CanCompare(Tensor(1), Tensor(1)));
        Assert.Throws<ArgumentOutOfRangeException>("k", () => new TopKAccuracy(0));
    }

    [Fact]
    public void Perplexity_OfProbabilitiesOverSequences_SkipsPadding()
    {
        float[] probabilities = [0.5f, 0.25f, 0.25f, 0.2f, 0.2f, 0.6f, 1, 0, 0, 0.25f, 0.5f, 0.25f];
        Perplexity perplexity = new Perplexity(probabilities: true, ignore: 0).Over(Tensor(2, 3), probabilities, [1, 2, 0, 1]);
        Assert.Equal(Math.Pow(0.25 * 0.6 * 0.5, -1 / 3.0), perplexity.Value, 1e-6);
        Assert.Equal(3, new Perplexity().Over(Tensor(3), [1000, 1000, 1000], [2]).Value, 1e-9);
    }

    [Fact]
    public void LabelsThatAreNoClasses_AreNamed() => Assert.Contains(
        "the label 3", Assert.Throws<ArgumentException>(() => new F1().Over(Tensor(3), [1, 2, 3], [3])).Message);

    private static void AssertAverages(ClassAverageMetric metric, string name)
    {
        Assert.Equal((double)Golden[name]!["macro"]!, metric.Value, 1e-6);
        float[] expected = Golden[name]!["perClass"].Floats();
        Assert.All(Enumerable.Range(0, 4), number => Assert.Equal(expected[number], metric.ValueOf(number), 1e-6));
    }
}
