using CompiledNets;

namespace Curves;

/// <summary>The two networks of a rule's page, and what they are trained on.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Drawn">What the curves show: <c>cross-entropy</c>.</param>
/// <param name="Bad">Makes the network that the rule reports, of a seed.</param>
/// <param name="Good">Makes the network without the mistake.</param>
/// <param name="Data">What both learn from and are judged by.</param>
internal sealed record Example(string Rule, string Drawn, Func<ulong, INetwork> Bad, Func<ulong, INetwork> Good, Dataset Data)
{
    public int Epochs { get; init; } = 40;

    public int BatchSize { get; init; } = 32;

    public double LearningRate { get; init; } = 0.01;

    /// <summary>What is drawn of a network after each epoch; without it, the objective's mean over the data, as in inference. Networks with
    /// different objectives need a common measure.</summary>
    public Func<INetwork, double>? Measure { get; init; }

    /// <summary>Whether the axis of losses is logarithmic.</summary>
    public bool IsLogarithmic { get; init; }
}
