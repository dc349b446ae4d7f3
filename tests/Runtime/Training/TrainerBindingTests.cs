namespace CompiledNets.Tests.Training;

public class TrainerBindingTests
{
    private static readonly Trainer Trainer = new(new Sgd(0.1)) { Epochs = 1 };

    [Fact]
    public void EveryColumnThatDoesNotFit_IsListedWithWhatThereIs()
    {
        Dataset data = Dataset.Create().With("x", new float[9], 3).With("digit", new int[3]);
        string message = Assert.Throws<ArgumentException>(() => Trainer.Fit(Samples.QuarterNet(), data)).Message;
        Assert.StartsWith(
            "The training data do not fit: Loss takes 'x: Tensor (2)', but the column is 'x: Tensor (3)'; " +
            "Loss takes 'label: Tokens ()', which is missing. They are 3 samples of x: Tensor (3), digit: Tokens ().", message);
    }

    [Fact]
    public void AColumnOfTheOtherKind_IsRefused()
    {
        Dataset data = Dataset.Create().With("x", new float[6], 2).With("label", new float[3]);
        Assert.Contains(
            "Loss takes 'label: Tokens ()', but the column is 'label: Tensor ()'",
            Assert.Throws<ArgumentException>(() => Trainer.Fit(Samples.QuarterNet(), data)).Message);
    }

    [Fact]
    public void AnotherShapeOfTheSameSize_Fits()
    {
        Dataset data = Dataset.Create().With("x", new float[6], 1, 2).With("label", new int[3], 1);
        Trainer.Fit(Samples.QuarterNet(), data);
    }

    [Fact]
    public void ValidationData_AreCheckedBeforeAnythingIsTrained()
    {
        DenseChain net = Samples.QuarterNet();
        Dataset validation = Samples.Quarters(5).Rename("label", "digit");
        Assert.StartsWith("The validation data", Assert.Throws<ArgumentException>(() => Trainer.Fit(net, Samples.Quarters(5), validation)).Message);
        Assert.Equal("The training data have no samples.", Assert.Throws<ArgumentException>(() => Trainer.Fit(net, Samples.Quarters(5)[..0])).Message);
        Assert.Equal(0UL, net.Core.Counter);
    }

    [Fact]
    public void SeveralObjectives_MustBeChosenFrom()
    {
        var net = new DenseChain(2, 3, 4, classifies: true, objectives: ["HeadLoss", "FullLoss"]);
        string message = Assert.Throws<InvalidOperationException>(() => Trainer.Fit(net, Samples.Quarters(5))).Message;
        Assert.Equal("DenseChain has several objectives (HeadLoss, FullLoss): say which, as in Fit(net.Objectives.HeadLoss, …).", message);
        Trainer.Fit(net.AllObjectives[1], Samples.Quarters(5));

        var none = new ParametersOnly(3);
        Assert.Contains("no [Objective]", Assert.Throws<InvalidOperationException>(() => Trainer.Fit(none, Samples.Quarters(5))).Message);
    }

    [Fact]
    public void Metrics_NameWhatTheyNeedOrListTheChoices()
    {
        var net = new DenseChain(2, 3, 4, classifies: true, forwards: ["Logits", "Scores"]);
        Assert.Equal(
            "The metric Accuracy needs one [Forward] of DenseChain to look at: there are 'Logits', 'Scores'.", MessageOf(new Accuracy()));
        Assert.Equal(
            "The metric Accuracy needs one [Forward] of DenseChain to look at: there are 'Logits', 'Scores', but no 'Predict'.",
            MessageOf(new Accuracy("Predict")));
        Assert.Contains("no 'logits'", MessageOf(new Accuracy("Logits", output: "logits")));
        Assert.Contains("a metric compares with 'digit', which is missing", MessageOf(new Accuracy("Logits", labels: "digit")));
        Assert.Contains(
            "MeanSquaredError cannot compare Logits's 'result: Tensor (4)' with 'label: Tokens ()'", MessageOf(new MeanSquaredErrorMetric("Logits")));
        Assert.Contains("several metrics 'Accuracy'", MessageOf(new Accuracy("Logits"), new Accuracy("Scores")));
        Fit(new Accuracy("Logits"), new Accuracy("Scores", "label", "result", name: "Scores"));

        string MessageOf(params Metric[] metrics) => Assert.Throws<ArgumentException>(() => Fit(metrics)).Message;

        void Fit(params Metric[] metrics) => new Trainer(new Sgd(0)) { Epochs = 1, Metrics = metrics }.Fit(net, Samples.Quarters(5));
    }
}
