using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Emitted networks run: first of all.</summary>
public class TrainingTests
{
    [Fact]
    public void AChain_PredictsAndTrains()
    {
        INetwork net = CompiledNetwork.From("[Network, Input(3)] [Dense(8), ReLU, Dense(2)] [SoftmaxCrossEntropy] public partial class Net;").Create();
        Objective loss = net.AllObjectives.Single();
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, 7 * 3).Select(_ => (float)random.NextDouble() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, 7).Select(sample => x[sample * 3] > 0 ? 1 : 0)];
        foreach (TensorSlot slot in net.Core.Layout.Slots.Where(slot => slot.Shape.Length == 2))
        {
            foreach (ref float weight in net.Core.WritableSlot(slot))
            {
                weight = (float)random.NextDouble() - 0.5f;
            }
        }

        var batch = new ArrayBatch(7, x, labels);
        var adam = new Adam(0.05);
        float first = loss.Evaluate(batch);
        for (int step = 0; step < 200; step++)
        {
            loss.Gradients(batch);
            adam.Step(net);
        }

        Assert.True(loss.Evaluate(batch) < first / 4, $"from {first} to {loss.Evaluate(batch)}");
    }

    [Fact]
    public void GroupsOfParameters_TrainAtTheirOwnRates()
    {
        INetwork net = CompiledNetwork.From(Reader.Network("""
            [Dense(5), Tanh] private partial Tensor Backbone(Tensor x);
            [Dense(4), Tanh] private partial Tensor Neck(Tensor x);
            [Dense(2)]       private partial Tensor Head(Tensor x);
            [Objective] private Tensor Loss([Shape(3)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Head(Neck(Backbone(x))), label);
            """)).Create();
        var sgd = new Sgd(0.5) { Groups = [new ParameterGroup("Backbone", rateFactor: 0), new ParameterGroup("neck.*.weight", rateFactor: 0.1)] };
        float[] before = net.Core.Parameters.ToArray();
        net.AllObjectives.Single().Gradients(new ArrayBatch(3, new float[] { 1, 2, 3, 3, 1, 2, 2, 3, 1 }, new[] { 0, 1, 1 }));
        float[] gradients = net.Core.Gradients.ToArray();
        sgd.Step(net);

        foreach (TensorSlot slot in net.Core.Layout.Slots)
        {
            float rate = slot.Name.StartsWith("backbone", StringComparison.Ordinal) ? 0 : slot.Name == "neck.0.weight" ? 0.05f : 0.5f;
            for (int index = slot.Offset; index < slot.Offset + slot.Length; index++)
            {
                Assert.Equal(before[index] - rate * gradients[index], net.Core.Parameters[index], 1e-6f);
            }
        }
    }
}
