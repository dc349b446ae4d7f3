namespace CompiledNets;

/// <summary>Of the answers of a class, the share that is right: hits / answered.</summary>
/// <param name="average">How classes are averaged; <c>null</c> means <see cref="ClassAverage.Binary"/> for two classes or
/// single outputs and <see cref="ClassAverage.Macro"/> for more.</param>
/// <param name="forward">The forward entry point, or <c>null</c> for the network's only one.</param>
/// <param name="labels">The column of labels, or <c>null</c> for the only column that the objective takes and the
/// forward entry point does not.</param>
/// <param name="output">Which of the entry point's outputs, or <c>null</c> for its only one.</param>
/// <param name="threshold">What single outputs must exceed: 0 for logits, 0.5 for probabilities.</param>
/// <param name="name">What results call it.</param>
public sealed class Precision(
    ClassAverage? average = null, string? forward = null, string? labels = null, string? output = null, float threshold = 0,
    string name = "Precision")
    : ClassAverageMetric(name, average, forward, labels, output, threshold)
{
    private protected override double Ratio(long hits, long answered, long right) => Share(hits, answered);
}

/// <summary>Of the samples of a class, the share that is found: hits / right. Also called sensitivity.</summary>
/// <inheritdoc cref="Precision"/>
public sealed class Recall(
    ClassAverage? average = null, string? forward = null, string? labels = null, string? output = null, float threshold = 0,
    string name = "Recall")
    : ClassAverageMetric(name, average, forward, labels, output, threshold)
{
    private protected override double Ratio(long hits, long answered, long right) => Share(hits, right);
}

/// <summary>The harmonic mean of precision and recall: 2·hits / (answered + right) (van Rijsbergen 1979).</summary>
/// <inheritdoc cref="Precision"/>
public sealed class F1(
    ClassAverage? average = null, string? forward = null, string? labels = null, string? output = null, float threshold = 0,
    string name = "F1")
    : ClassAverageMetric(name, average, forward, labels, output, threshold)
{
    private protected override double Ratio(long hits, long answered, long right) => Share(2 * hits, answered + right);
}
