using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Compares the gradients of a training graph with central differences of its objective, both in double.</summary>
/// <remarks>
/// (f(x+h) - f(x-h)) / 2h errs by h²·f‴/6 and by ε·|f|/h: with h = 1e-5, near the best choice ∛ε, both are about 1e-11 for values of the
/// order of 1. A gradient rule that is right therefore agrees to far better than 1e-6, and one that is wrong somewhere does not, unless
/// the step crosses a kink: tests fix their seeds. Entries below 1e-3 are compared absolutely, where rounding of f would drown them.
/// </remarks>
internal static class FiniteDifferences
{
    public const double Tolerance = 1e-6;

    private const double Step = 1e-5;
    private const double Small = 1e-3;

    /// <summary>How many entries of a tensor are tried, evenly spread: a sum over all of a large one would take long.</summary>
    private const int MostEntries = 60;

    /// <summary>Checks every parameter that the graph accumulates a gradient for, and returns these parameters.</summary>
    public static IReadOnlyList<StoredTensor> Check(Graph graph, Feed feed)
    {
        Evaluation evaluation = Evaluation.Of(graph, feed);
        foreach (Node node in graph.Live().Where(node => node.Op is StopGradientOp))
        {
            feed.Pinned[node] = evaluation[node];
        }

        foreach ((StoredTensor tensor, Values gradient) in evaluation.Gradients)
        {
            int stride = Math.Max(1, gradient.Data.Length / MostEntries);
            for (int index = 0; index < gradient.Data.Length; index += stride)
            {
                double expected = Slope(graph, feed, tensor, index);
                double error = Math.Abs(gradient.Data[index] - expected) / Math.Max(Math.Abs(expected), Small);
                Assert.True(
                    error <= Tolerance,
                    $"d{tensor.CodeName}[{index}] of {tensor.Shape} is {gradient.Data[index]}, by finite differences {expected} ({feed.Samples} samples)");
            }
        }

        return [.. evaluation.Gradients.Keys];
    }

    private static double Slope(Graph graph, Feed feed, StoredTensor tensor, int index)
    {
        ref double entry = ref feed.Stored[tensor].Data[index];
        double value = entry;
        entry = value + Step;
        double above = Evaluation.OfObjective(graph, feed).Objective;
        entry = value - Step;
        double below = Evaluation.OfObjective(graph, feed).Objective;
        entry = value;
        return (above - below) / (2 * Step);
    }
}
