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
}
