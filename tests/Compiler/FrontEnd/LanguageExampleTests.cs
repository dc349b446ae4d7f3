using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.FrontEnd;

/// <summary>The networks of the language's page.</summary>
public sealed class LanguageExampleTests
{
    [Fact]
    public void ResNet18_NamesItsConvolutionsByTheirPathOfHelpers()
    {
        EntrySpec logits = Reader.ReadWhole(LanguageNetworks.ResNet18).Entry("Logits");

        string[] files = logits.Files("Conv2D", "Dense");
        Assert.Equal(21, files.Length);
        Assert.Equal(
            [
                "conv2d1",
                "stage1.residual1.conv2d1", "stage1.residual1.conv2d2",
                "stage1.residual2.conv2d1", "stage1.residual2.conv2d2",
                "stage2.residual1.conv2d1", "stage2.residual1.conv2d2", "stage2.residual1.conv2d3",
                "stage2.residual2.conv2d1", "stage2.residual2.conv2d2",
            ],
            files.Take(10));
        Assert.Equal("dense1", files[^1]);
        Place second = logits.Body.First(node => node.Place?.File == "stage1.residual2.conv2d1").Place!;
        Assert.Equal(new Place("stage1.residual2.conv2d1", "Stage1.Residual2.Conv2D1", "Logits"), second);
    }

    [Fact]
    public void ResNet18_NamesNodesByTheirFirstLocal()
    {
        EntrySpec logits = Reader.ReadWhole(LanguageNetworks.ResNet18).Entry("Logits");

        SpecNode sum = logits.Body.First(node => node.Op == "Add" && logits.Body[node.Inputs[1]].Op == "BatchNorm");
        Assert.Equal("y", logits.Body[sum.Inputs[0]].Name);
        Assert.Equal("shortcut", logits.Body[sum.Inputs[1]].Name);
    }

    [Fact]
    public void CharGpt_GivesEachLoopTurnItsOwnWeights()
    {
        NetworkSpec spec = Reader.ReadWhole(LanguageNetworks.CharGpt);

        Assert.Equal(
            [
                "layernorm1", "selfattention1", "layernorm2", "dense1", "dense2",
                "layernorm3", "selfattention2", "layernorm4", "dense3", "dense4",
                "layernorm5", "selfattention3", "layernorm6", "dense5", "dense6",
                "layernorm7", "selfattention4", "layernorm8", "dense7", "dense8",
                "head.0", "head.1",
            ],
            spec.Entry("Logits").Files("LayerNorm", "SelfAttention", "Dense"));
        Assert.Equal(spec.Entry("Logits").Files("Dense", "Embedding"), spec.Entry("Loss").Files("Dense", "Embedding"));
        Assert.Equal(new Place("embed", "Embed", "Embed"), spec.Parts[0].Layers[0].Place);
        Assert.Equal(new Place("head.1", "Head.Dense1", "Head"), spec.Parts[2].Layers[1].Place);
        Assert.Equal("private partial global::CompiledNets.Tensor Embed(global::CompiledNets.Tokens text)", spec.Parts[0].Signature);
    }

    [Fact]
    public void Vae_ReadsArithmeticInEvaluationOrder()
    {
        EntrySpec loss = Reader.ReadWhole(LanguageNetworks.Vae).Entry("Loss");

        Assert.Equal(
            """
            0: $parameter(){index=0} = x
            1: Dense(0){units=400} [hidden.0 Hidden.Dense1 Hidden]
            2: ReLU(1){} [hidden.1 Hidden.ReLU1 Hidden] = h
            3: Dense(2){units=20} [mu Mu Mu] = mean
            4: Dense(2){units=20} [logVariance LogVariance LogVariance] = logVariance
            5: $constant(){value=0.5}
            6: Multiply(5, 4){}
            7: Exp(6){} [loss.exp1 Loss.Exp1 Loss]
            8: RandomNormal(){shape=[20]} [loss.randomnormal1 Loss.RandomNormal1 Loss]
            9: Multiply(7, 8){}
            10: Add(3, 9){} = z
            11: $constant(){value=784}
            12: Dense(10){units=400} [decoder.0 Decoder.Dense1 Decoder]
            13: ReLU(12){} [decoder.1 Decoder.ReLU1 Decoder]
            14: Dense(13){units=784} [decoder.2 Decoder.Dense2 Decoder]
            15: BinaryCrossEntropyWithLogits(14, 0){} [loss.binarycrossentropywithlogits1 Loss.BinaryCrossEntropyWithLogits1 Loss]
            16: Multiply(11, 15){} = reconstruction
            17: $constant(){value=0.5}
            18: $constant(){value=1}
            19: Add(18, 4){}
            20: Square(3){} [loss.square1 Loss.Square1 Loss]
            21: Subtract(19, 20){}
            22: Exp(4){} [loss.exp2 Loss.Exp2 Loss]
            23: Subtract(21, 22){}
            24: Sum(23){} [loss.sum1 Loss.Sum1 Loss]
            25: Multiply(17, 24){}
            26: Subtract(16, 25){}
            -> 26
            """,
            loss.Describe());
    }

    [Fact]
    public void DigitGan_KnowsWhatEachObjectiveTrains()
    {
        NetworkSpec spec = Reader.ReadWhole(LanguageNetworks.DigitGan);

        Assert.Equal(["Generator"], spec.Entry("GeneratorLoss").Trains.Select(name => name.Name));
        Assert.Equal(["Discriminator"], spec.Entry("DiscriminatorLoss").Trains.Select(name => name.Name));
        Assert.Empty(spec.Entry("Generate").Trains);
        Assert.Equal(2, spec.Entry("DiscriminatorLoss").Files("Dense").Count(file => file == "discriminator.2"));
    }

    [Fact]
    public void CartPoleQ_TakesTokensAndTensors()
    {
        EntrySpec objective = Reader.ReadWhole(LanguageNetworks.CartPoleQ).Entry("TemporalDifference");

        Assert.Equal([ValueKind.Tensor, ValueKind.Tokens, ValueKind.Tensor], objective.Parameters.Select(parameter => parameter.Kind));
        Assert.Equal(EntryKind.Objective, objective.Kind);
    }

    [Fact]
    public void CitationGcn_CountsInnerLayersBeforeOuterOnes()
    {
        EntrySpec classes = Reader.ReadWhole(LanguageNetworks.CitationGcn).Entry("Classes");

        Assert.Equal([16, 7], classes.Body.Where(node => node.Op == "Dense").Select(node => ((Literal.Number)node.Arguments[0].Value).Value));
        Assert.Equal(["dense1", "dense2"], classes.Files("Dense"));
    }
}
