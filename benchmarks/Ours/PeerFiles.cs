namespace CompiledNets.Benchmarks;

/// <summary>What the peers' export_onnx.py and export_training.py wrote about a workload.</summary>
internal static class PeerFiles
{
    /// <summary>A network with PyTorch's weights.</summary>
    public static T Loaded<T>(T net, string folder)
        where T : INetwork
    {
        NetworkFiles.Load(net, Path.Combine(folder, "weights.safetensors"), OurName);
        return net;
    }

    /// <summary>An input of floats.</summary>
    public static float[] Floats(string folder, int input = 0) => NpyFile.Floats(Input(folder, input));

    /// <summary>An input of words or classes.</summary>
    public static int[] Integers(string folder, int input = 0) => NpyFile.Integers(Input(folder, input));

    /// <summary>What PyTorch answered: a model's output, or its losses from step to step.</summary>
    public static float[] Answer(string folder)
    {
        string output = Path.Combine(folder, "output.npy");
        return NpyFile.Floats(File.Exists(output) ? output : Path.Combine(folder, "losses.npy"));
    }

    private static string Input(string folder, int input) => Path.Combine(folder, $"input_{input}.npy");

    /// <summary>Our name for a parameter of the peers: most are the same.</summary>
    private static string OurName(string name) => name switch
    {
        "embedding.weight" or "tokens.weight" => "embed.weight",
        "positions" => "position.weight",
        _ => name
            .Replace("attn.qkv.", "attn.in_proj_", StringComparison.Ordinal)
            .Replace("attn.proj.", "attn.out_proj.", StringComparison.Ordinal),
    };
}
