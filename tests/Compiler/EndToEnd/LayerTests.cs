using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>Another network as a layer.</summary>
public class LayerTests
{
    private const string Features = """
        [Network]
        public partial class Features
        {
            [Conv2D(4, 3)] private partial Tensor Stem(Tensor image);
            [Forward] private Tensor Read([Shape(2, 6, 6)] Tensor image) => ReLU(BatchNorm(Stem(image)));
            [Forward] private Tensor Pooled([Shape(2, 6, 6)] Tensor image) => GlobalAveragePool(Read(image));
        }

        """;

    private const string Flowers = Features + """
        [Network]
        public partial class Flowers
        {
            [Layer<Features>(Entry = "Read")]  private partial Tensor Backbone(Tensor image);
            [GlobalAveragePool, Dense(3)]      private partial Tensor Head(Tensor features);
            [Forward] private Tensor Logits([Shape(2, 6, 6)] Tensor image) => Head(Backbone(image));
            [Objective, Trains(nameof(Head)), Evaluates(nameof(Backbone))]
            private Tensor HeadLoss([Shape(2, 6, 6)] Tensor image, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(image), label);
            [Objective] private Tensor FineTune([Shape(2, 6, 6)] Tensor image, [Shape] Tokens label) => SoftmaxCrossEntropy(Logits(image), label);
        }
        """;

    [Fact]
    public void AnotherNetwork_IsALayer() => SideBySide.Check(Flowers);

    [Fact]
    public void ItsParameters_LieUnderThePartsName()
    {
        INetwork net = CompiledNetwork.From(Flowers).Create();
        Assert.Equal(
            ["backbone.stem.weight", "backbone.stem.bias", "backbone.batchnorm1.weight", "backbone.batchnorm1.bias", "backbone.batchnorm1.running_mean",
                "backbone.batchnorm1.running_var", "head.1.weight", "head.1.bias"],
            net.Core.Layout.Slots.Select(slot => slot.Name));
    }

    [Theory]
    [InlineData("[Layer<Features>]", "CN0024: 'Features' cannot be a layer here: it has several [Forward] methods; say which with Entry = one of 'Read', 'Pooled'")]
    [InlineData("[Layer<Features>(Entry = \"Nothing\")]", "CN0024: 'Features' cannot be a layer here: it has no [Forward] 'Nothing', but 'Read', 'Pooled'")]
    [InlineData("[Layer<string>]", "CN0024: 'String' cannot be a layer here: it is no [Network]; name a class that is")]
    [InlineData("[Layer<Net>]", "CN0024: 'Net' cannot be a layer here: it would contain itself; move what both share to a network of its own")]
    public void WhatCannotBeALayer_IsAFault(string attribute, string expected)
    {
        var reading = Reader.Read(Features + $"[Network] public partial class Net {{ {attribute} private partial Tensor P(Tensor x); "
            + "[Forward] private Tensor F([Shape(2, 6, 6)] Tensor x) => P(x); }");
        Assert.Equal([expected], reading.Spec.Faults.Select(fault => $"{fault.Id}: {Emit.CSharp.StubWriter.MessageOf(fault)}"));
    }

    [Fact]
    public void AnotherShape_IsAFinding()
    {
        var spec = Reader.ReadWhole(Features + "[Network] public partial class Net { [Layer<Features>(Entry = \"Pooled\")] private partial Tensor P(Tensor x); "
            + "[Forward] private Tensor F([Shape(2, 8, 8)] Tensor x) => P(x); }");
        Assert.Equal(
            ["CN1021: 'Features' takes (2,6,6), but as a layer here it gets 'x' (2,8,8). Give it a value of (2,6,6)."],
            NetworkCompiler.Findings(spec).Select(fault => $"{fault.Id}: {Emit.CSharp.StubWriter.MessageOf(fault)}"));
    }
}
