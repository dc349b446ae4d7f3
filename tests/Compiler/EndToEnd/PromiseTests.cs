using CompiledNets.Kernels;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>What is promised of every emitted network, wherever it runs: each part is trained alone, and nothing is half done.</summary>
public class PromiseTests
{
    [Fact]
    public void AnObjective_TrainsItsPartsAlone()
    {
        INetwork net = CompiledNetwork.From(Networks.Gan).Create();
        Objective generator = net.AllObjectives.Single(objective => objective.Name == "GeneratorLoss");
        float[] before = [.. net.Core.Parameters];
        generator.Gradients(ArrayBatch.Random(generator, 5, 0, new Random(1)));
        new AdamW(0.01).Step(net);
        foreach (TensorSlot slot in net.Core.Layout.Slots)
        {
            bool same = net.Core.Slot(slot).SequenceEqual(before.AsSpan(slot.Offset, slot.Length));
            Assert.Equal(slot.Name.StartsWith("discriminator", StringComparison.Ordinal), same);
        }
    }

    [Fact]
    public void Evaluation_ChangesNothing()
    {
        INetwork net = CompiledNetwork.From(Networks.Norms).Create();
        Objective loss = net.AllObjectives.Single();
        ArrayBatch batch = ArrayBatch.Random(loss, 6, 0, new Random(1));
        loss.Gradients(batch);
        (float[] parameters, float[] gradients, float[] state, ulong counter) = ([.. net.Core.Parameters], [.. net.Core.Gradients], [.. net.Core.State], net.Core.Counter);

        Assert.Equal(loss.Evaluate(batch), loss.Evaluate(batch));
        Assert.Equal(parameters, net.Core.Parameters);
        Assert.Equal(gradients, net.Core.Gradients);
        Assert.Equal(state, net.Core.State);
        Assert.Equal(counter, net.Core.Counter);
    }

    [Fact]
    public void Gradients_Accumulate_AndAStepClearsThem()
    {
        INetwork net = CompiledNetwork.From(Networks.Gan).Create();
        Objective loss = net.AllObjectives.Single(objective => objective.Name == "GeneratorLoss");
        ArrayBatch batch = ArrayBatch.Random(loss, 4, 0, new Random(1));
        loss.Gradients(batch);
        float[] once = [.. net.Core.Gradients];
        loss.Gradients(batch);
        Assert.Equal(once.Select(value => 2 * value), net.Core.Gradients.ToArray());
        new Sgd(0.1).Step(net);
        Assert.All(net.Core.Gradients.ToArray(), value => Assert.Equal(0f, value));
    }

    [Fact]
    public void AWrongLabel_IsAnException_BeforeAnythingIsWritten()
    {
        INetwork net = CompiledNetwork.From(Networks.Digits).Create();
        Objective loss = net.AllObjectives.Single();
        var batch = new ArrayBatch(2, new float[2 * 144], new[] { 3, 10 });
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => loss.Gradients(batch));
        Assert.Equal("label", error.ParamName);
        Assert.Contains("label[1] is 10", error.Message, StringComparison.Ordinal);
        Assert.All(net.Core.Gradients.ToArray(), value => Assert.Equal(0f, value));
        Assert.Equal(0ul, net.Core.Counter);
    }

    [Fact]
    public void UnequalBatches_AreAnException_ThatNamesTheArgument()
    {
        INetwork net = CompiledNetwork.From(Networks.Digits).Create();
        Objective loss = net.AllObjectives.Single();
        Assert.Equal("label", Assert.Throws<ArgumentException>(() => loss.Evaluate(new ArrayBatch(2, new float[2 * 144], new int[3]))).ParamName);
        Assert.Equal("input", Assert.Throws<ArgumentException>(() => loss.Evaluate(new ArrayBatch(2, new float[2 * 144 + 1], new int[2]))).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => Arguments.Output(samples: 2, length: 21, size: 10, "output")).ParamName);
    }
}
