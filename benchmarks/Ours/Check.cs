using System.Globalization;
using CompiledNets.Benchmarks.Models;
using static CompiledNets.Benchmarks.PeerFiles;

namespace CompiledNets.Benchmarks;

/// <summary>Makes sure that we compute what the peers compute: loads PyTorch's weights into our networks, and compares what they answer
/// to its inputs, and how they learn from its batches.</summary>
internal static class Check
{
    // What the peers ask of each other.
    private const float Tolerance = 1e-3f;

    /// <summary>Fills in what PyTorch wrote as well: a model's output, or its losses from step to step.</summary>
    private delegate void Run(string folder, float[] output);

    private static readonly (string Workload, Run Run)[] All =
    [
        ("mlp-infer-1", Mlp),
        ("mlp-infer-64", Mlp),
        ("lenet-infer-1", (folder, output) => Loaded(new LeNet5(), folder).Predict(Floats(folder), output)),
        ("convnet-infer-1", (folder, output) => Loaded(new ConvNet(), folder).Predict(Floats(folder), output)),
        ("kerascnn-infer-1", (folder, output) => Loaded(new KerasCnn(), folder).Predict(Floats(folder), output)),
        ("resnet18-infer-1", (folder, output) => Loaded(new ResNet18(), folder).Logits(Floats(folder), output)),
        ("vgg16-infer-1", (folder, output) => Loaded(new Vgg16(), folder).Logits(Floats(folder), output)),
        ("textnet-infer-1", (folder, output) => Loaded(new TextNet(), folder).Logit(Integers(folder), output)),
        ("gpt-infer-1", (folder, output) => Loaded(new Gpt(), folder).Logits(Integers(folder), output)),
        ("gemm-1024", (folder, output) => new Product().Multiply(Floats(folder), Floats(folder, input: 1), output)),
        ("mlp-train-64", MlpTraining),
        ("tiny-train", TinyTraining),
        ("lenet-train-64", LeNetTraining),
        ("textnet-train-32", TextNetTraining),
        ("gru-train-32", GruTextNetTraining),
        ("gpt-train-16", GptTraining),
        ("gcn-train", GraphNetTraining),
    ];

    /// <summary>Compares all of the folder's models, or some.</summary>
    /// <returns>How many of them differ.</returns>
    public static int Compare(string models, IReadOnlyList<string> only)
    {
        int wrong = 0;
        foreach ((string workload, Run run) in All.Where(each => only.Count == 0 || only.Contains(each.Workload)))
        {
            string folder = Path.Combine(models, workload);
            float[] expected = Answer(folder);
            var output = new float[expected.Length];
            run(folder, output);
            float worst = expected.Zip(output, (wanted, got) => MathF.Abs(got - wanted) / (1 + MathF.Abs(wanted))).Max();
            bool same = worst <= Tolerance; // and not NaN
            wrong += same ? 0 : 1;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{workload}: {(same ? "same as" : "DIFFERS from")} PyTorch, by {worst:0.0e+0} at most"));
        }

        return wrong;
    }

    private static void Mlp(string folder, float[] output) => Loaded(new Mlp(), folder).Predict(Floats(folder), output);

    private static void MlpTraining(string folder, float[] losses)
    {
        var (net, images, labels) = (Loaded(new Mlp(), folder), Floats(folder), Integers(folder, input: 1));
        Train(net, new Adam(), () => net.LossGradients(images, labels), losses);
    }

    private static void TinyTraining(string folder, float[] losses)
    {
        var (net, inputs, targets) = (Loaded(new TinyRegressor(), folder), Floats(folder), Floats(folder, input: 1));
        Train(net, new Adam(0.01), () => net.LossGradients(inputs, targets), losses);
    }

    private static void LeNetTraining(string folder, float[] losses)
    {
        var (net, images, labels) = (Loaded(new LeNet5(), folder), Floats(folder), Integers(folder, input: 1));
        Train(net, new Adam(), () => net.LossGradients(images, labels), losses);
    }

    private static void TextNetTraining(string folder, float[] losses)
    {
        var (net, words, labels) = (Loaded(new TextNet(), folder), Integers(folder), Floats(folder, input: 1));
        Train(net, new Adam(), () => net.LossGradients(words, labels), losses);
    }

    private static void GruTextNetTraining(string folder, float[] losses)
    {
        var (net, words, labels) = (Loaded(new GruTextNet(), folder), Integers(folder), Floats(folder, input: 1));
        Train(net, new Adam(), () => net.LossGradients(words, labels), losses);
    }

    private static void GptTraining(string folder, float[] losses)
    {
        var (net, text, next) = (Loaded(new Gpt(), folder), Integers(folder), Integers(folder, input: 1));
        Train(net, new AdamW(3e-4), () => net.LossGradients(text, next), losses);
    }

    private static void GraphNetTraining(string folder, float[] losses)
    {
        GraphNet net = Loaded(new GraphNet(), folder);
        var (features, adjacency, labels) = (Floats(folder), Floats(folder, input: 1), Integers(folder, input: 2));
        Train(net, new Adam(), () => net.LossGradients(features, adjacency, labels), losses);
    }

    private static void Train(INetwork net, Optimizer optimizer, Func<float> gradients, float[] losses)
    {
        for (int step = 0; step < losses.Length; step++)
        {
            losses[step] = gradients();
            optimizer.Step(net);
        }
    }
}
