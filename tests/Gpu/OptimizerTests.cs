using CompiledNets.Compiler.Tests.EndToEnd;

namespace CompiledNets.Gpu.Tests;

/// <summary>Every optimiser's steps on a device beside the processor's, over parameters of odd sizes with gaps between them.</summary>
public sealed class OptimizerTests
{
    private const int Samples = 3;

    private static readonly CompiledNetwork Compiled = CompiledNetwork.From("""
        [Network]
        public partial class Net
        {
            [Dense(7), Tanh] private partial Tensor First(Tensor x);
            [Dense(67)]      private partial Tensor Second(Tensor x);

            [Objective, Trains(nameof(First))] private Tensor FirstLoss([Shape(5)] Tensor x) => Mean(Square(Second(First(x)) - 1));
            [Objective] private Tensor Loss([Shape(5)] Tensor x) => Mean(Square(Second(First(x)) - 1));
        }
        """);

    private static readonly Dictionary<string, Func<Optimizer>> Optimizers = new()
    {
        ["Sgd"] = () => new Sgd(0.1, weightDecay: 0.01),
        ["Momentum"] = () => new Sgd(0.1, momentum: 0.9),
        ["Nesterov"] = () => new Sgd(0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01),
        ["Adam"] = () => new Adam(0.01, weightDecay: 0.01),
        ["AdamW"] = () => new AdamW(0.01),
        ["Adamax"] = () => new Adamax(0.01, weightDecay: 0.01),
        ["NAdam"] = () => new NAdam(0.01, weightDecay: 0.01),
        ["RmsProp"] = () => new RmsProp(0.01, weightDecay: 0.01),
        ["RmsProp with momentum"] = () => new RmsProp(0.01, momentum: 0.9),
        ["Centred RmsProp"] = () => new RmsProp(0.01, centered: true),
        ["Centred RmsProp with momentum"] = () => new RmsProp(0.01, momentum: 0.9, centered: true),
        ["Adagrad"] = () => new Adagrad(0.05, weightDecay: 0.01),
        ["Lion"] = () => new Lion(0.001, weightDecay: 0.01),
    };

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    /// <summary>Steps over one range of the parameters and over all of them, in turn.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Steps_AreTheProcessors(string name)
    {
        (Optimizer here, Optimizer there) = (Optimizers[name](), Optimizers[name]());
        INetwork host = Compiled.CreateOnHost(3), device = TestDevice.Move(Compiled.CreateOnHost(3));
        using var owned = (IDisposable)device;
        var random = new Random(1);
        for (int step = 0; step < 6; step++)
        {
            var batch = new ArrayBatch(Samples, Enumerable.Range(0, Samples * 5).Select(_ => 2 * random.NextSingle() - 1).ToArray());
            host.AllObjectives[step % 2].Gradients(batch);
            device.AllObjectives[step % 2].Gradients(batch);
            here.Step(host);
            there.Step(device);
        }

        float[] expected = [.. host.Core.Parameters];
        Assert.All(expected.Zip(device.Core.Parameters.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 2e-5f));
        Assert.All(device.Core.Gradients.ToArray(), gradient => Assert.Equal(0f, gradient));
    }
}
