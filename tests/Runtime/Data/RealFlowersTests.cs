using CompiledNets.Tests.Training;

namespace CompiledNets.Tests.Data;

/// <summary>The pieces together, as a user has them: a file, categories, folds, scales, a training, metrics.</summary>
public class RealFlowersTests
{
    [SharedDataFact("tabular")]
    public void Iris_IsToldApartInEveryFold()
    {
        Table table = Table.ReadCsv(SharedData.PathOf("tabular/iris.csv"), TableFormat.Csv with { HasHeader = false });
        Categories kinds = Categories.Fit(table.Text("4"));
        Dataset data = Dataset.Create().With("x", table.Floats(0..4), 4).With("label", kinds.Encode(table.Text("4")));
        var all = new ConfusionMatrix(classNames: kinds.Names);
        long right = 0;
        foreach ((Dataset train, Dataset validation) in data.Folds(5, seed: 1, stratify: "label"))
        {
            Scaler scaler = Scaler.Standardize(train, "x");
            var net = new DenseChain(4, 16, 3, classifies: true);
            var trainer = new Trainer(new Adam(0.02)) { Epochs = 30, BatchSize = 15, Metrics = [all, new F1(), new TopKAccuracy(2)] };
            EpochResult last = trainer.Fit(net, scaler.Apply(train), scaler.Apply(validation)).Last;
            Assert.True(last.Metric("F1") > 0.8, all.ToString());
            Assert.True(last.Metric("TopKAccuracy") >= 0.95, all.ToString());
            right += Enumerable.Range(0, 3).Sum(kind => all[kind, kind]);
        }

        Assert.True(right >= 140, $"{right} of 150 flowers"); // 143 and more are usual for networks of this size.
    }
}
