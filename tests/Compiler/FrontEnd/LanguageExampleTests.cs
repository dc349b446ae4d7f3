using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Tests.Support;

namespace CompiledNets.Compiler.Tests.FrontEnd;

/// <summary>The networks of the language's page that use the ops there are.</summary>
public sealed class LanguageExampleTests
{
    private const string ResNet18 = """
        [Network]
        public partial class ResNet18
        {
            [Forward] private Tensor Logits([Shape(3, 224, 224)] Tensor image)
            {
                var x = MaxPool2D(ReLU(BatchNorm(Conv2D(image, 64, 7, stride: 2, padding: 3, bias: false))), 3, stride: 2, padding: 1);
                x = Stage(x, 64, 1);
                x = Stage(x, 128, 2);
                x = Stage(x, 256, 2);
                x = Stage(x, 512, 2);
                return Dense(GlobalAveragePool(x), 1000);
            }
            private Tensor Stage(Tensor x, int filters, int stride) => Residual(Residual(x, filters, stride), filters, 1);
            private Tensor Residual(Tensor x, int filters, int stride)
            {
                var y = ReLU(BatchNorm(Conv2D(x, filters, 3, stride, padding: 1, bias: false)));
                y = BatchNorm(Conv2D(y, filters, 3, padding: 1, bias: false));
                var shortcut = stride == 1 ? x : BatchNorm(Conv2D(x, filters, 1, stride, bias: false));
                return ReLU(y + shortcut);
            }
        }
        """;

    private const string CharGpt = """
        [Network]
        public partial class CharGpt
        {
            public const int Vocabulary = 96, Context = 128, Width = 128, Heads = 4, Layers = 4;

            [Embedding(Vocabulary, Width)]  private partial Tensor Embed(Tokens text);
            [Embedding(Context, Width)]     private partial Tensor Position(Tokens index);
            [LayerNorm, Dense(Vocabulary)]  private partial Tensor Head(Tensor x);

            [Forward] private Tensor Logits([Shape(Context)] Tokens text)
            {
                var x = Embed(text) + Position(Arange(Context));
                for (int i = 0; i < Layers; i++)
                {
                    x += Dense(GELU(Dense(LayerNorm(x), 4 * Width)), Width);
                }
                return Head(x);
            }
            [Objective] private Tensor Loss([Shape(Context)] Tokens text, [Shape(Context)] Tokens next) =>
                SoftmaxCrossEntropy(Logits(text), next);
        }
        """;

    private const string Vae = """
        [Network]
        public partial class Vae
        {
            [Dense(400), ReLU]                       private partial Tensor Hidden(Tensor x);
            [Dense(20)]                              private partial Tensor Mu(Tensor h);
            [Dense(20)]                              private partial Tensor LogVariance(Tensor h);
            [Dense(400), ReLU, Dense(784)]           private partial Tensor Decoder(Tensor z);

            [Forward]   private Tensor Decode([Shape(20)] Tensor z) => Sigmoid(Decoder(z));
            [Objective] private Tensor Loss([Shape(784)] Tensor x)
            {
                var h = Hidden(x);
                var (mean, logVariance) = (Mu(h), LogVariance(h));
                var z = mean + Exp(0.5f * logVariance) * RandomNormal(20);
                var reconstruction = 784 * BinaryCrossEntropyWithLogits(Decoder(z), x);
                return reconstruction - 0.5f * Sum(1 + logVariance - Square(mean) - Exp(logVariance));
            }
        }
        """;

    private const string DigitGan = """
        [Network]
        public partial class DigitGan
        {
            [Dense(128), LeakyReLU(0.2f), Dense(784), Tanh] private partial Tensor Generator(Tensor noise);
            [Dense(128), LeakyReLU(0.2f), Dense(1)]         private partial Tensor Discriminator(Tensor image);

            [Forward] private Tensor Generate([Shape(64)] Tensor noise) => Generator(noise);

            [Objective, Trains(nameof(Generator))]
            private Tensor GeneratorLoss([Shape(64)] Tensor noise) =>
                BinaryCrossEntropyWithLogits(Discriminator(Generator(noise)), 1f);

            [Objective, Trains(nameof(Discriminator))]
            private Tensor DiscriminatorLoss([Shape(784)] Tensor real, [Shape(64)] Tensor noise) =>
                BinaryCrossEntropyWithLogits(Discriminator(real), 0.9f) +
                BinaryCrossEntropyWithLogits(Discriminator(StopGradient(Generator(noise))), 0f);
        }
        """;

    private const string CartPoleQ = """
        [Network]
        public partial class CartPoleQ
        {
            [Dense(64), ReLU, Dense(64), ReLU, Dense(2)] private partial Tensor Q(Tensor state);

            [Forward]   private Tensor Values([Shape(4)] Tensor state) => Q(state);
            [Objective] private Tensor TemporalDifference([Shape(4)] Tensor state, [Shape(1)] Tokens action, [Shape(1)] Tensor target) =>
                Huber(Gather(Q(state), action), target);
        }
        """;

    private const string CitationGcn = """
        [Network]
        public partial class CitationGcn
        {
            [Forward] private Tensor Classes([Shape(2708, 1433)] Tensor features, [Shape(2708, 2708)] Tensor adjacency) =>
                MatMul(adjacency, Dense(ReLU(MatMul(adjacency, Dense(features, 16, bias: false))), 7));
        }
        """;

    [Fact]
    public void ResNet18_NamesItsConvolutionsByTheirPathOfHelpers()
    {
        EntrySpec logits = Reader.ReadWhole(ResNet18).Entry("Logits");

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
        EntrySpec logits = Reader.ReadWhole(ResNet18).Entry("Logits");

        SpecNode sum = logits.Body.First(node => node.Op == "Add" && logits.Body[node.Inputs[1]].Op == "BatchNorm");
        Assert.Equal("y", logits.Body[sum.Inputs[0]].Name);
        Assert.Equal("shortcut", logits.Body[sum.Inputs[1]].Name);
    }

    [Fact]
    public void CharGpt_GivesEachLoopTurnItsOwnWeights()
    {
        NetworkSpec spec = Reader.ReadWhole(CharGpt);

        Assert.Equal(
            ["layernorm1", "dense1", "dense2", "layernorm2", "dense3", "dense4", "layernorm3", "dense5", "dense6", "layernorm4", "dense7", "dense8", "head.0", "head.1"],
            spec.Entry("Logits").Files("LayerNorm", "Dense"));
        Assert.Equal(spec.Entry("Logits").Files("Dense", "Embedding"), spec.Entry("Loss").Files("Dense", "Embedding"));
        Assert.Equal(new Place("embed", "Embed", "Embed"), spec.Parts[0].Layers[0].Place);
        Assert.Equal(new Place("head.1", "Head.Dense1", "Head"), spec.Parts[2].Layers[1].Place);
        Assert.Equal("private partial global::CompiledNets.Tensor Embed(global::CompiledNets.Tokens text)", spec.Parts[0].Signature);
    }

    [Fact]
    public void Vae_ReadsArithmeticInEvaluationOrder()
    {
        EntrySpec loss = Reader.ReadWhole(Vae).Entry("Loss");

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
        NetworkSpec spec = Reader.ReadWhole(DigitGan);

        Assert.Equal(["Generator"], spec.Entry("GeneratorLoss").Trains.Select(name => name.Name));
        Assert.Equal(["Discriminator"], spec.Entry("DiscriminatorLoss").Trains.Select(name => name.Name));
        Assert.Empty(spec.Entry("Generate").Trains);
        Assert.Equal(2, spec.Entry("DiscriminatorLoss").Files("Dense").Count(file => file == "discriminator.2"));
    }

    [Fact]
    public void CartPoleQ_TakesTokensAndTensors()
    {
        EntrySpec objective = Reader.ReadWhole(CartPoleQ).Entry("TemporalDifference");

        Assert.Equal([ValueKind.Tensor, ValueKind.Tokens, ValueKind.Tensor], objective.Parameters.Select(parameter => parameter.Kind));
        Assert.Equal(EntryKind.Objective, objective.Kind);
    }

    [Fact]
    public void CitationGcn_CountsInnerLayersBeforeOuterOnes()
    {
        EntrySpec classes = Reader.ReadWhole(CitationGcn).Entry("Classes");

        Assert.Equal([16, 7], classes.Body.Where(node => node.Op == "Dense").Select(node => ((Literal.Number)node.Arguments[0].Value).Value));
        Assert.Equal(["dense1", "dense2"], classes.Files("Dense"));
    }
}
