using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Tests.EndToEnd;
using CompiledNets.Compiler.Tests.Reference;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.Ops;

/// <summary>Connectionist temporal classification: shapes, messages, gradients, emitted code, and learning.</summary>
public sealed class CTCTests
{
    private const string Parameters =
        "[Shape(8, 5)] Tensor x, [Shape(3, 5, 2)] Tensor image, [Shape(4)] Tokens labels, [Shape(2, 2)] Tokens pairs, [Shape] Tokens steps, [Shape(1)] Tokens count";

    [Theory]
    [InlineData("CTC(x, labels, count)")]
    [InlineData("CTC(x, labels, steps, count, blank: 4)")]
    [InlineData("CTC(Dense(x, 7), labels, steps, steps, zeroInfinity: true)")]
    [InlineData("CTC(x, Arange(4), count, 4)")]
    public void ALoss_IsOneNumber(string expression) => Assert.Equal(
        "()", Findings.Whole(Reader.Network($"[Forward] private Tensor F({Parameters}) => {expression};")).Entries.Single().Results.Single().Shape.ToString());

    [Theory]
    [InlineData(
        "CTC(image, labels, count)",
        "CN1006 @ 'CTC(image, labels, count)': CTC needs logits of (steps,classes), but it gets 'image' (3,5,2). Dense makes them of each step.")]
    [InlineData("CTC(x, labels, count, blank: 5)", "CN1005 @ '5': 'blank' of CTC is 5, but it must be one of the 5 classes, from 0")]
    [InlineData("CTC(x, labels, count, blank: -1)", "CN1005 @ '-1': 'blank' of CTC is -1, but it must be at least 0")]
    [InlineData(
        "CTC(x, pairs, steps, count)",
        "CN1006 @ 'CTC(x, pairs, steps, count)': CTC needs labels of (labels), padded to the most that a sample has, but it gets 'pairs' (2,2). Reshape makes axes.")]
    [InlineData(
        "CTC(x, labels, pairs, count)",
        "CN1006 @ 'CTC(x, labels, pairs, count)': CTC needs one length for each sample, (), but it gets 'pairs' (2,2). Declare it as [Shape] Tokens.")]
    [InlineData(
        "CTC(x, Arange(9), count)", "CN1016 @ 'CTC(x, Arange(9), count)': Index 8 of Arange is outside of what CTC looks up. It takes 0 to 4.")]
    public void Mistakes(string expression, string finding) =>
        Assert.Equal([finding], Findings.OfMembers($"[Objective] private Tensor F({Parameters}) => {expression};"));

    [Theory]
    [InlineData(1, false)]
    [InlineData(7, false)]
    [InlineData(7, true)]
    public void Gradients(int samples, bool givenSteps)
    {
        var bench = new Bench(samples, seed: 4);
        Node labels = bench.Tokens(Shape.Of(3), limit: 4), count = bench.Tokens(Shape.Scalar, limit: 4);
        Node[] lengths = givenSteps ? [bench.Tokens(Shape.Scalar, limit: 8), count] : [count];
        bench.CheckGradients(bench.Call("CTC", [bench.PerSample(Shape.Of(7, 5)), labels, .. lengths], ("blank", 4), ("zeroInfinity", true)));
    }

    [Fact]
    public void Gradient_OfLogitsThatAllSamplesShare()
    {
        var bench = new Bench(samples: 7);
        Node labels = bench.Tokens(Shape.Of(2), limit: 3), count = bench.Tokens(Shape.Scalar, limit: 3);
        bench.CheckGradients(bench.Call("CTC", [bench.Learned(Shape.Of(6, 4)), labels, count], ("blank", 3)));
    }

    [Fact]
    public void EmittedCode_AsTheReference() => SideBySide.Check(Reader.Network("""
        [GRU(6), Dense(5)] private partial Tensor Read(Tensor x);
        [Forward] private (Tensor Surprise, Tokens Heard) Hear([Shape(9, 3)] Tensor x, [Shape(3)] Tokens labels, [Shape] Tokens count) =>
            (CTC(Read(x), labels, count, zeroInfinity: true), ArgMax(Read(x)));
        [Objective] private Tensor Loss([Shape(9, 3)] Tensor x, [Shape(4)] Tokens labels, [Shape] Tokens steps, [Shape(1)] Tokens count) =>
            CTC(Read(x), labels, steps, count, blank: 4, zeroInfinity: true) + CTC(Read(x), Arange(3)[1..], count, zeroInfinity: true);
        """), 1, 7, 300);

    [Fact]
    public void SequencesAreSpelled_WithoutKnowingWhereEachLabelStands()
    {
        INetwork net = CompiledNetwork.From(Reader.Network("""
            [GRU(16), Dense(4)] private partial Tensor Read(Tensor x);
            [Forward] private Tokens Hear([Shape(12, 3)] Tensor x) => ArgMax(Read(x));
            [Objective] private Tensor Loss([Shape(12, 3)] Tensor x, [Shape(3)] Tokens labels, [Shape] Tokens count) => CTC(Read(x), labels, count);
            """)).Create();
        const int Samples = 40, Steps = 12;
        var random = new Random(2);
        float[] x = new float[Samples * Steps * 3];
        int[] labels = new int[Samples * 3], counts = new int[Samples];
        for (int n = 0; n < Samples; n++)
        {
            // Each label is heard at some step of its third of the sequence; fewer labels leave silence.
            counts[n] = 1 + random.Next(3);
            for (int i = 0; i < counts[n]; i++)
            {
                int label = random.Next(3);
                labels[n * 3 + i] = 1 + label;
                x[(n * Steps + 4 * i + random.Next(3)) * 3 + label] = 1;
            }
        }

        var batch = new ArrayBatch(Samples, x, labels, counts);
        Objective loss = net.AllObjectives.Single();
        var adam = new Adam(0.03);
        for (int step = 0; step < 150; step++)
        {
            loss.Gradients(batch);
            adam.Step(net);
        }

        float[] heard = new float[Samples * Steps];
        net.AllForwards.Single().Run(batch, heard);
        int right = Enumerable.Range(0, Samples).Count(n =>
        {
            float[] said = heard[(n * Steps)..((n + 1) * Steps)];
            IEnumerable<int> spelled = said.Where((label, t) => label != 0 && (t == 0 || said[t - 1] != label)).Select(label => (int)label);
            return spelled.SequenceEqual(labels[(n * 3)..(n * 3 + counts[n])]);
        });
        Assert.True(right >= Samples - 2, $"{right} of {Samples} are spelled right, the loss is {loss.Evaluate(batch)}");
    }
}
