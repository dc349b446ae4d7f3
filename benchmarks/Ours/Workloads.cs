using CompiledNets.Benchmarks.Models;

namespace CompiledNets.Benchmarks;

/// <summary>The workloads of the peers' workloads.py, in its order: the same layers, batch, loss and optimiser.</summary>
internal static class Workloads
{
    private const int Digit = 28 * 28, DigitClasses = 10, TinyEpochs = 500;

    private static ReadOnlySpan<float> TinyInputs => [0, 1, 2, 3];

    private static ReadOnlySpan<float> TinyTargets => [0, 2, 4, 6];

    /// <summary>The rows of the race, then those of <see cref="Limits"/>.</summary>
    public static IEnumerable<Workload> WithLimits => All.Concat(Limits.All);

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("mlp-infer-1", 203_264, Mlp.ParameterCount, () => MlpInference(batch: 1)),
        new("mlp-infer-64", 13_008_896, Mlp.ParameterCount, () => MlpInference(batch: 64)),
        new("mlp-train-64", 26_181_632, Mlp.ParameterCount, MlpTraining),
        new("tiny-train", 100_000, TinyRegressor.ParameterCount, () => TrainTiny),
        new("lenet-infer-1", 833_040, LeNet5.ParameterCount, LeNetInference),
        new("lenet-train-64", 144_890_880, LeNet5.ParameterCount, LeNetTraining),
        new("convnet-infer-1", 2_960_384, ConvNet.ParameterCount, ConvNetInference),
        new("kerascnn-infer-1", 60_060_928, KerasCnn.ParameterCount, KerasCnnInference),
        new("kerascnn-train-32", 5_553_291_264, KerasCnn.ParameterCount, KerasCnnTraining),
        new("resnet18-infer-1", 3_628_146_688, ResNet18.ParameterCount, ResNet18Inference),
        new("vgg16-infer-1", 30_940_528_640, Vgg16.ParameterCount, Vgg16Inference),
        new("textnet-infer-1", 16_777_472, TextNet.ParameterCount, TextNetInference),
        new("textnet-train-32", 1_606_443_008, TextNet.ParameterCount, TextNetTraining),
        new("gru-train-32", 1_204_838_400, GruTextNet.ParameterCount, GruTextNetTraining),
        new("gpt-infer-1", 238_026_752, Gpt.ParameterCount, GptInference),
        new("gpt-train-16", 11_425_284_096, Gpt.ParameterCount, GptTraining),
        new("vae-train-64", 209_920_000, Vae.ParameterCount, VaeTraining),
        new("gcn-train", 924_836_160, GraphNet.ParameterCount, GraphNetTraining),
        new("gemm-1024", 2_147_483_648, Product.ParameterCount, MatrixProduct),
    ];

    private static Action MlpInference(int batch)
    {
        var (net, images, logits) = (new Mlp(), RandomData.Floats(batch * Digit), new float[batch * DigitClasses]);
        return () => net.Predict(images, logits);
    }

    private static Action MlpTraining()
    {
        var (net, adam, images, labels) = (new Mlp(), new Adam(), RandomData.Floats(64 * Digit), RandomData.Integers(DigitClasses, 64));
        return () =>
        {
            net.LossGradients(images, labels);
            adam.Step(net);
        };
    }

    /// <summary>One run is the model's whole life: as for the peers, making it counts.</summary>
    private static void TrainTiny()
    {
        var (net, adam) = (new TinyRegressor(), new Adam(0.01));
        for (int epoch = 0; epoch < TinyEpochs; epoch++)
        {
            net.LossGradients(TinyInputs, TinyTargets);
            adam.Step(net);
        }
    }

    private static Action LeNetInference()
    {
        var (net, image, logits) = (new LeNet5(), RandomData.Floats(Digit), new float[DigitClasses]);
        return () => net.Predict(image, logits);
    }

    private static Action LeNetTraining()
    {
        var (net, adam, images, labels) = (new LeNet5(), new Adam(), RandomData.Floats(64 * Digit), RandomData.Integers(DigitClasses, 64));
        return () =>
        {
            net.LossGradients(images, labels);
            adam.Step(net);
        };
    }

    private static Action ConvNetInference()
    {
        var (net, image, logits) = (new ConvNet(), RandomData.Floats(3 * 30 * 30), new float[10]);
        return () => net.Predict(image, logits);
    }

    private static Action KerasCnnInference()
    {
        var (net, image, logits) = (new KerasCnn(), RandomData.Floats(3 * 64 * 64), new float[10]);
        return () => net.Predict(image, logits);
    }

    private static Action KerasCnnTraining()
    {
        var (net, adam, images, labels) = (new KerasCnn(), new Adam(), RandomData.Floats(32 * 3 * 64 * 64), RandomData.Integers(10, 32));
        return () =>
        {
            net.LossGradients(images, labels);
            adam.Step(net);
        };
    }

    private static Action ResNet18Inference()
    {
        var (net, image, logits) = (new ResNet18(), RandomData.Floats(3 * 224 * 224), new float[1000]);
        return () => net.Logits(image, logits);
    }

    private static Action Vgg16Inference()
    {
        var (net, image, logits) = (new Vgg16(), RandomData.Floats(3 * 224 * 224), new float[1000]);
        return () => net.Logits(image, logits);
    }

    private static Action TextNetInference()
    {
        var (net, words, logit) = (new TextNet(), RandomData.Integers(TextNet.Words, TextNet.Steps), new float[1]);
        return () => net.Logit(words, logit);
    }

    private static Action TextNetTraining()
    {
        var (net, adam) = (new TextNet(), new Adam());
        var (words, labels) = (RandomData.Integers(TextNet.Words, 32 * TextNet.Steps), RandomData.CoinFlips(32));
        return () =>
        {
            net.LossGradients(words, labels);
            adam.Step(net);
        };
    }

    private static Action GruTextNetTraining()
    {
        var (net, adam) = (new GruTextNet(), new Adam());
        var (words, labels) = (RandomData.Integers(GruTextNet.Words, 32 * GruTextNet.Steps), RandomData.CoinFlips(32));
        return () =>
        {
            net.LossGradients(words, labels);
            adam.Step(net);
        };
    }

    private static Action GptInference()
    {
        var (net, text, logits) = (new Gpt(), RandomData.Integers(Gpt.Vocabulary, Gpt.Context), new float[Gpt.Context * Gpt.Vocabulary]);
        return () => net.Logits(text, logits);
    }

    private static Action GptTraining()
    {
        var (net, adam) = (new Gpt(), new AdamW(3e-4));
        var (text, next) = (RandomData.Integers(Gpt.Vocabulary, 16 * Gpt.Context), RandomData.Integers(Gpt.Vocabulary, 16 * Gpt.Context));
        return () =>
        {
            net.LossGradients(text, next);
            adam.Step(net);
        };
    }

    private static Action VaeTraining()
    {
        var (net, adam, images) = (new Vae(), new Adam(), RandomData.Floats(Vae.Batch * Vae.Pixels));
        return () =>
        {
            net.LossGradients(images);
            adam.Step(net);
        };
    }

    private static Action GraphNetTraining()
    {
        var (net, adam, adjacency) = (new GraphNet(), new Adam(), RandomData.NormalisedAdjacency(GraphNet.Nodes));
        var (features, labels) = (RandomData.Floats(GraphNet.Nodes * GraphNet.Features), RandomData.Integers(GraphNet.Labels, GraphNet.Nodes));
        return () =>
        {
            net.LossGradients(features, adjacency, labels);
            adam.Step(net);
        };
    }

    private static Action MatrixProduct()
    {
        const int values = Product.Size * Product.Size;
        var (net, a, b, product) = (new Product(), RandomData.Floats(values), RandomData.Floats(values), new float[values]);
        return () => net.Multiply(a, b, product);
    }
}
