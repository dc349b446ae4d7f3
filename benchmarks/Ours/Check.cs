using System.Globalization;
using CompiledNets.Benchmarks.Models;

namespace CompiledNets.Benchmarks;

/// <summary>Makes sure that we compute what the peers compute: loads the weights that the peers' export_onnx.py wrote into our networks,
/// runs them on its inputs, and compares with what PyTorch answered.</summary>
internal static class Check
{
    // What the peers ask of each other.
    private const float Tolerance = 1e-3f;

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
    ];

    /// <summary>Compares all of the folder's models, or some.</summary>
    /// <returns>How many of them differ.</returns>
    public static int Compare(string models, IReadOnlyList<string> only)
    {
        int wrong = 0;
        foreach ((string workload, Run run) in All.Where(each => only.Count == 0 || only.Contains(each.Workload)))
        {
            string folder = Path.Combine(models, workload);
            float[] expected = NpyFile.Floats(Path.Combine(folder, "output.npy"));
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

    private static T Loaded<T>(T net, string folder)
        where T : INetwork
    {
        NetworkFiles.Load(net, Path.Combine(folder, "weights.safetensors"), OurName);
        return net;
    }

    /// <summary>Our name for a parameter of the peers: most are the same.</summary>
    private static string OurName(string name) => name switch
    {
        "embedding.weight" or "tokens.weight" => "embed.weight",
        "positions" => "position.weight",
        _ => name
            .Replace("attn.qkv.", "attn.in_proj_", StringComparison.Ordinal)
            .Replace("attn.proj.", "attn.out_proj.", StringComparison.Ordinal),
    };

    private static float[] Floats(string folder, int input = 0) => NpyFile.Floats(Path.Combine(folder, $"input_{input}.npy"));

    private static int[] Integers(string folder) => NpyFile.Integers(Path.Combine(folder, "input_0.npy"));
}
