using System.Text.Json.Nodes;
using CompiledNets.Compiler.Tests.EndToEnd;

namespace CompiledNets.Compiler.Tests.Goldens;

/// <summary>What PyTorch found on a small classifier: <c>tests/golden/golden_explain.py</c> says how.</summary>
/// <param name="Best">Each sample's greatest score, whose saliency is here.</param>
/// <param name="Score">The score whose integrated gradients are here.</param>
internal sealed record GoldenExplanation(
    float[] Samples, float[] Baseline, int Steps, int Score, int[] Best, double[] Saliency, double[] Integrated, double[] Gaps, GoldenParameter[] Parameters)
{
    private const int SampleStream = 100, BaselineStream = 101, MeanStream = 50, VarianceStream = 51;

    public static GoldenExplanation Read()
    {
        JsonNode node = Golden.Read("explain");
        double[] saliency = node["saliency"].Doubles()!;
        return new GoldenExplanation(
            Numbers(SampleStream, saliency.Length, 0, 1), Numbers(BaselineStream, saliency.Length, 0, 1), (int)node["steps"]!, (int)node["score"]!,
            [.. node["best"].Doubles()!.Select(best => (int)best)], saliency, node["integrated"].Doubles()!, node["gaps"].Doubles()!,
            [.. node["tensors"]!.AsArray().Select((tensor, index) => GoldenParameter.Parse(tensor!, index))]);
    }

    /// <summary>The network with PyTorch's parameters and running statistics.</summary>
    public INetwork Network(CompiledNetwork compiled)
    {
        INetwork net = compiled.Create();
        foreach (TensorSlot slot in net.Core.Layout.Slots)
        {
            float[] values = slot.Name.EndsWith("running_mean", StringComparison.Ordinal) ? Numbers(MeanStream, slot.Length, 0, 0.2)
                : slot.Name.EndsWith("running_var", StringComparison.Ordinal) ? Numbers(VarianceStream, slot.Length, 1, 0.5)
                : Parameters.Single(parameter => parameter.Name == slot.Name).Values(slot.Length);
            values.CopyTo(net.Core.WritableSlot(slot));
        }

        return net;
    }

    private static float[] Numbers(int stream, int count, double offset, double scale) =>
        [.. GoldenNetwork.RandomNumbers(stream, count).Select(value => (float)(offset + scale * value))];
}
