using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Where a network may be declared: any namespace, any type around it, several in one file.</summary>
public class DeclarationTests
{
    private const string Chain = "[Network, Input(2), Dense(3), Tanh] ";

    [Theory]
    [InlineData("public partial class Net;")]
    [InlineData("internal sealed partial class Net { public string Note = \"\"; }")]
    [InlineData("partial class @class;")]
    public void AGlobalNetwork_Runs(string declaration) => AssertRuns(Chain + declaration);

    [Fact]
    public void ANestedNetwork_Runs() => AssertRuns(
        $"namespace A.B; public partial struct Outer {{ internal partial interface IInner {{ {Chain} private partial class Net {{ }} }} }}");

    [Fact]
    public void SeveralNetworksInAFile_Run() => AssertRuns(
        $"namespace A {{ {Chain} public partial class Net; }} namespace B {{ {Chain} public partial class Net; {Chain} partial class Other; }}");

    [Fact]
    public void AUsersNamesThatLookLikeOurs_DoNotClash() => AssertRuns(
        $"namespace Acme {{ class Kernels; class Lanes; class Gemm; class Reduction; class Math; static class CompiledNetsTools; {Chain} partial class Net; }}");

    [Fact]
    public void EvaluatedParts_RunAsInInference_AndKeepTheirStatistics()
    {
        INetwork net = CompiledNetwork.From("""
            [Network]
            public partial class Transfer
            {
                [Dense(4), BatchNorm, Dropout(0.5f)] private partial Tensor Backbone(Tensor x);
                [Dense(2)]                           private partial Tensor Head(Tensor x);
                [Forward] private Tensor Logits([Shape(3)] Tensor x) => Head(Backbone(x));
                [Objective, Trains(nameof(Head)), Evaluates(nameof(Backbone))]
                private Tensor HeadLoss([Shape(3)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(x), label);
                [Objective]
                private Tensor Loss([Shape(3)] Tensor x, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(x), label);
            }
            """).Create();
        Objective head = net.AllObjectives.Single(objective => objective.Name == "HeadLoss");
        Objective all = net.AllObjectives.Single(objective => objective.Name == "Loss");
        ArrayBatch batch = ArrayBatch.Random(head, 9, 2, new Random(1));
        float[] statistics = [.. net.Core.State];

        Assert.Equal(head.Evaluate(batch), head.Gradients(batch));
        Assert.Equal(statistics, net.Core.State);
        foreach (TensorSlot slot in net.Core.Layout.Slots.Where(slot => slot.Role == SlotRole.Parameter))
        {
            bool untouched = net.Core.Gradients.Slice(slot.Offset, slot.Length).IndexOfAnyExcept(0f) < 0;
            Assert.Equal(slot.Name.StartsWith("backbone", StringComparison.Ordinal), untouched);
        }

        Assert.NotEqual(all.Evaluate(batch), all.Gradients(batch));
        Assert.NotEqual(statistics, net.Core.State.ToArray());
    }

    private static void AssertRuns(string source)
    {
        ForwardEntry predict = CompiledNetwork.From(source).Create().AllForwards.Single();
        var output = new float[3 * 3];
        predict.Run(new ArrayBatch(3, new float[] { 1, 2, 3, 4, 5, 6 }), output);
        Assert.Contains(output, value => value != 0);
    }

    // Loops, batches and vectors have names in emitted code, too.
    [Fact]
    public void ValuesNamedAsEmittedCodeNamesItsOwn_AreKeptApart() => SideBySide.Check(Reader.Network("""
        [Dense(5)] private partial Tensor In(Tensor x);
        [Forward] private Tensor Sum3([Shape(3, 1, 5)] Tensor i, [Shape(4, 1)] Tensor n, [Shape(3, 4, 1)] Tensor c, [Shape(5)] Tensor h, float samples, float k) =>
            i * samples + n * k - c * h;
        [Objective] private Tensor Loss(
            [Shape(3, 5)] Tensor count, [Shape(5)] Tensor row, [Shape(3, 1)] Tensor w, [Shape(3)] Tokens first, float inverseBatch, float step, float seed)
        {
            var vH = In(count);
            var h = In(row) * inverseBatch;
            var local = vH * h + w * step - seed;
            var lease = Dropout(local, 0.5f) * RandomNormal(5);
            return Mean(Square(local)) + SoftmaxCrossEntropy(lease, first);
        }
        """));
}
