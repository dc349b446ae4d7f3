using System.Globalization;
using System.Text;

namespace CompiledNets;

/// <summary>How often which class was answered where which was right. Its value is the share of right answers.</summary>
/// <remarks>Outputs and labels are as for <see cref="Accuracy"/>; single outputs tell two classes. <see cref="ToString"/>
/// prints the counts as a table, a row for each right class.</remarks>
/// <param name="forward">The forward entry point, or <c>null</c> for the network's only one.</param>
/// <param name="labels">The column of labels, or <c>null</c> for the only column that the objective takes and the
/// forward entry point does not.</param>
/// <param name="output">Which of the entry point's outputs, or <c>null</c> for its only one.</param>
/// <param name="threshold">What single outputs must exceed: 0 for logits, 0.5 for probabilities.</param>
/// <param name="classNames">What the table calls the classes, or <c>null</c> for their numbers.</param>
/// <param name="name">What results call it.</param>
public sealed class ConfusionMatrix(
    string? forward = null, string? labels = null, string? output = null, float threshold = 0,
    IReadOnlyList<string>? classNames = null, string name = "ConfusionMatrix")
    : Metric(name, forward, labels, output)
{
    private readonly ClassCounts counts = new(threshold);

    /// <summary>The classes that can be told apart; 0 before the first batch.</summary>
    public int Classes => counts.Classes;

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override double Value => counts.ShareRight;

    /// <summary>How often <paramref name="answered"/> was answered where <paramref name="right"/> was right.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int right, int answered] => counts[Checked(right, nameof(right)), Checked(answered, nameof(answered))];

    /// <summary>What the table calls a class.</summary>
    public string NameOf(int number) =>
        classNames is not null && number < classNames.Count ? classNames[number] : number.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override void Reset() => counts.Reset();

    /// <inheritdoc/>
    public override bool CanCompare(EntryColumn output, EntryColumn target) => Classification.CanCompare(output, target);

    /// <inheritdoc/>
    public override void Add(MetricBatch batch) => counts.Add(batch);

    /// <summary>The counts as a table: a row for each right class, a column for each answer.</summary>
    public override string ToString()
    {
        const string Corner = "right \\ answered";
        List<string[]> table = [[Corner, .. Enumerable.Range(0, Classes).Select(NameOf)]];
        for (int right = 0; right < Classes; right++)
        {
            IEnumerable<long> row = Enumerable.Range(0, Classes).Select(answered => this[right, answered]);
            table.Add([NameOf(right), .. row.Select(count => count.ToString(CultureInfo.InvariantCulture))]);
        }

        int[] widths = [.. Enumerable.Range(0, Classes + 1).Select(column => table.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in table)
        {
            text.Append(row[0].PadRight(widths[0]));
            for (int column = 1; column < row.Length; column++)
            {
                text.Append("  ").Append(row[column].PadLeft(widths[column]));
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private int Checked(int number, string parameter) => (uint)number < (uint)Classes
        ? number
        : throw new ArgumentOutOfRangeException(parameter, number, $"There are {Classes} classes.");
}
