using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.FrontEnd;

public sealed class ChainTests
{
    private const string DigitNet = """
        namespace Demo;
        [Network, Input(1, 28, 28)]
        [Conv2D(32, 3), ReLU, MaxPool2D(2)]
        [Conv2D(64, 3), ReLU, MaxPool2D(2)]
        [Flatten, Dropout(0.25f), Dense(128), ReLU, Dense(10)]
        [SoftmaxCrossEntropy]
        public partial class DigitNet;
        """;

    [Fact]
    public void ChainOnAClass_BecomesPredictAndLoss()
    {
        NetworkSpec spec = Reader.ReadWhole(DigitNet);

        Assert.Equal(("Demo", "DigitNet", "public"), (spec.Namespace, spec.Name, spec.Accessibility));
        Assert.Equal(["Predict", "Loss"], spec.Entries.Select(entry => entry.Name));
        Assert.All(spec.Entries, entry => Assert.True(entry.IsChain));
        Assert.Equal(
            """
            0: $parameter(){index=0} = input
            1: Conv2D(0){filters=32, kernel=3} [0 Conv2D1 Predict]
            2: ReLU(1){} [1 ReLU1 Predict]
            3: MaxPool2D(2){kernel=2} [2 MaxPool2D1 Predict]
            4: Conv2D(3){filters=64, kernel=3} [3 Conv2D2 Predict]
            5: ReLU(4){} [4 ReLU2 Predict]
            6: MaxPool2D(5){kernel=2} [5 MaxPool2D2 Predict]
            7: Flatten(6){} [6 Flatten1 Predict]
            8: Dropout(7){rate=0.25} [7 Dropout1 Predict]
            9: Dense(8){units=128} [8 Dense1 Predict]
            10: ReLU(9){} [9 ReLU3 Predict]
            11: Dense(10){units=10} [10 Dense2 Predict]
            -> 11
            """,
            spec.Entry("Predict").Describe());
        Assert.Equal(
            new SpecNode("SoftmaxCrossEntropy", [12, 1], [], null, "", 0) with { Site = spec.Entry("Loss").Body[^1].Site },
            spec.Entry("Loss").Body[^1]);
    }

    [Fact]
    public void LossDecidesTheLabel()
    {
        ParameterSpec Label(string loss) => Reader.ReadWhole($"[Network, Input(3), Dense(1), {loss}] partial class Net;").Entry("Loss").Parameters[1];

        Assert.Equal(("label", ValueKind.Tokens), (Label("SoftmaxCrossEntropy").Name, Label("SoftmaxCrossEntropy").Kind));
        Assert.Equal(("target", ValueKind.Tensor), (Label("MeanSquaredError").Name, Label("MeanSquaredError").Kind));
        Assert.Equal(("label", ValueKind.Tokens), (Label("SoftmaxFocal(Gamma = 1)").Name, Label("SoftmaxFocal(Gamma = 1)").Kind));
        Assert.Equal(("target", ValueKind.Tensor), (Label("Hinge").Name, Label("Hinge").Kind));
        Assert.Null(Label("Huber(Delta = 0.5)").Shape);
    }

    [Fact]
    public void ChainThatStartsWithAnEmbedding_TakesTokens()
    {
        NetworkSpec spec = Reader.ReadWhole("[Network, Input(64)] [Embedding(1_000, 16), GlobalAveragePool, Dense(2)] partial class Net;");

        EntrySpec predict = Assert.Single(spec.Entries);
        Assert.Equal(ValueKind.Tokens, predict.Parameters[0].Kind);
        Assert.Equal(new EquatableArray<int>([64]), predict.Parameters[0].Shape);
    }

    [Fact]
    public void AttributeProperties_BecomeTheParametersOfTheInlineCall()
    {
        NetworkSpec spec = Reader.ReadWhole("""
            [Network, Input(1, 9, 9)]
            [Conv2D(8, kernel: 3, Stride = 2, KernelWidth = 5, Bias = false, Initializer = Initializer.HeUniform), LeakyReLU, Reshape(2, -1), ELU(2)]
            partial class Net;
            """);

        Assert.Equal(
            ["filters=8, kernel=3, stride=2, kernelWidth=5, bias=false, initializer=HeUniform", "", "shape=[2,-1]", "alpha=2"],
            spec.Entries[0].Body.Skip(1).Select(node => string.Join(", ", node.Arguments.Select(a => $"{a.Name}={a.Value.Describe()}"))));
    }

    [Fact]
    public void ArgumentSites_AreTheExpressionsAsWritten()
    {
        Reading reading = Reader.Read("[Network, Input(9), Dense(3 + 4, Bias = false)] partial class Net;");

        Argument[] arguments = [.. reading.Spec.Entries[0].Body[1].Arguments];
        Assert.Equal(["3 + 4", "false"], arguments.Select(argument => reading.TextAt(argument.Site)));
        Assert.Equal("Dense(3 + 4, Bias = false)", reading.TextAt(reading.Spec.Entries[0].Body[1].Site));
    }

    [Fact]
    public void NestedNetwork_KnowsTheTypesAroundIt()
    {
        NetworkSpec spec = Reader.ReadWhole("""
            namespace A.B { public partial struct Outer { internal partial interface Middle {
                [Network, Input(2), Dense(1)] private protected partial class Net; } } }
            """);

        Assert.Equal("A.B", spec.Namespace);
        Assert.Equal(["public partial struct Outer", "internal partial interface Middle"], spec.ContainingTypes.Select(type => type.Declaration));
        Assert.Equal("private protected", spec.Accessibility);
    }

    [Fact]
    public void LayersOnSeveralAttributeLists_KeepSourceOrder()
    {
        NetworkSpec spec = Reader.ReadWhole("[Network] [Dense(1)] [Input(4)] [ReLU, Dense(2)] [Tanh] partial class Net;");

        Assert.Equal(["$parameter", "Dense", "ReLU", "Dense", "Tanh"], spec.Entries[0].Body.Select(node => node.Op));
    }
}
