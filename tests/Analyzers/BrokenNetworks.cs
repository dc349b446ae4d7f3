using CompiledNets.Analyzers.Tests.Support;

namespace CompiledNets.Analyzers.Tests;

/// <summary>One mistake in a network is one error: the program around it, which uses all that the network would have, stays clean.</summary>
public sealed class BrokenNetworks
{
    private const string Program = """
        public static class Program
        {
            public static TrainingResult Use(float[] images, float[] logits, int[] labels, Dataset data)
            {
                var net = new Net(1);
                var other = new Net();
                var adam = new Adam(0.1);
                net.Logits(images, logits);
                net.LogitsInputGradients(images, dOutput: logits, dImage: images);
                float loss = net.Loss(images, labels) + net.LossGradients(images.AsSpan(), labels.AsSpan(0, 3));
                adam.Step(net);
                ReadOnlySpan<float> all = net.Parameters.All;
                float first = net.Gradients.All[0] + all[0] + loss;
                net.Parameters.Conv1.Weight.CopyFrom(images.AsSpan());
                net.Parameters.Dense1.Bias.Fill(first);
                net.Parameters.Head.Dense2.Weight.CopyFrom(other.Parameters.Head.Dense2.Weight);
                Net.ParameterSet gradients = net.Gradients;
                other.Parameters.CopyFrom(net.Parameters);
                foreach (float value in gradients.Conv1.Weight.Values)
                {
                    first += value;
                }

                const int Count = Net.ParameterCount;
                Console.WriteLine(Net.Summary + Count + first);
                net.Save("net.safetensors");
                LoadReport report = net.LoadParameters("net.safetensors", rename: name => name, strict: false);
                INetwork any = net;
                new Trainer(adam).Fit(any, data);
                new Trainer(adam).Fit(net, data);
                Func<Net> make = () => new Net(3);
                return new Trainer(adam) { Epochs = 5 }.Fit(make().Objectives.Loss, data, data);
            }
        }
        """;

    [Theory]
    [InlineData("[Conv2D(3, 3)] private partial Tensor Conv1(Tensor x);", "")]
    [InlineData("[Conv2D(3, {|CN1007:9|})] private partial Tensor Conv1(Tensor x);", "")]
    [InlineData("[Conv2D(3, 3)] private partial Tensor Conv1(Tensor x);", "{|CN0015:while|} (true) { }")]
    [InlineData("[Conv2D(3, 3)] private partial Tensor Conv1(Tensor x); public {|CN0023:Net|}(string file) { }", "")]
    [InlineData("[Conv2D(3, 3)] private partial Tensor Conv1(Tensor x); [Forward] private Tensor Again(Tensor {|CN1001:x|}) => x;", "")]
    public void ProgramAroundABrokenNetwork_IsClean(string members, string statements)
    {
        string markup = $$"""
            [Network]
            public partial class Net
            {
                {{members}}
                [ReLU, Dense(8), ReLU, Dense(3)] private partial Tensor Head(Tensor x);
                [Forward, Explains] private Tensor Logits([Shape(1, 5, 5)] Tensor image) { {{statements}} return Head(Dense(Flatten(Conv1(image)), 3)); }
                [Objective] private Tensor Loss([Shape(1, 5, 5)] Tensor image, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(image), label);
            }
            """;

        Outcome outcome = Check.ReportsAtMarks(markup + Program);

        Assert.Empty(outcome.CompilerErrors);
    }

    [Theory]
    [InlineData("int {|CN0008:Summary|}; class {|CN0008:Code|}; int {|CN0008:Parameters|}; void {|CN0008:Save|}() { } int {|CN0008:ObjectiveSet|};")]
    [InlineData("[Forward] private Tensor F([Shape(2)] Tensor x) => x; [Forward] private Tensor {|CN0009:F|}([Shape(2)] Tensor x, [Shape(3)] Tensor y) => Dense(x, 3);")]
    [InlineData("[Objective] private Tensor {|CN0013:L|}(float x) => x;")]
    [InlineData("[Dense(2)] private partial Tensor {|CN0008:All|}(Tensor x); [Forward] private Tensor F([Shape(8)] Tensor x) => All(x);")]
    [InlineData("[ReLU] private partial Tensor {|CN0010:P|}(Tensor x); private partial Tensor P(Tensor x) => x;")]
    [InlineData("[ReLU] private partial Tensor {|CN0010:P|}<T>(Tensor x);")]
    [InlineData("[Forward, ReLU] private partial Tensor {|CN0013:G|}([Shape(2)] Tensor x);")]
    public void StubOfAMisshapenClass_Compiles(string members)
    {
        Outcome outcome = Check.ReportsAtMarks($$"""
            [Network]
            public partial class Net
            {
                [Forward] private Tensor Logits([Shape(5)] Tensor x) => Dense(x, 3);
                {{members}}
            }
            """);

        Assert.Empty(outcome.CompilerErrors);
    }

    [Theory]
    [InlineData("[Forward] private (Tensor, Tensor) F([Shape(8)] Tensor output) => (output, Dense(output, 2));")]
    [InlineData("[Forward] private (Tensor A, Tensor a) F([Shape(8)] Tensor a) => (a, a);")]
    [InlineData("[Forward] private Tensor F([Shape(8)] Tensor samples, [Shape(8)] Tensor core, [Shape(8)] Tensor lease, [Shape(8)] Tensor pass) => samples + core + lease + pass;")]
    [InlineData("[Objective] private Tensor F([Shape(8)] Tensor @class, [Shape] Tensor compiled) => Mean(Dense(@class, 2)) + compiled;")]
    [InlineData("[Dense(2)] private partial Tensor Parameter(Tensor x); [Forward] private Tensor F([Shape(8)] Tensor x) => Parameter(x);")]
    [InlineData("[Dense(2)] private partial Tensor @class(Tensor x); [Forward] private Tensor @void([Shape(8)] Tensor @int) => @class(@int);")]
    [InlineData("[Dense(2)] private partial Tensor Größe(Tensor x); [Forward] private Tensor 层([Shape(8)] Tensor é) => Größe(é);")]
    [InlineData("[Forward] private Tensor F([Shape(8)] Tensor x) => x; [Forward] private Tensor Up([Shape(8)] Tensor x) => up(x); private Tensor up(Tensor x) => Dense(x, 2);")]
    public void Names_DoNotClashWithEmittedOnes(string members) =>
        Check.IsClean($"[Network] public partial class Net {{ {members} }}");
}
