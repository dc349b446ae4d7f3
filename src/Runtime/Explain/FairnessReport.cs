using System.Collections.Immutable;
using System.Globalization;

namespace CompiledNets;

/// <summary>How differently a classifier treats groups of people: its rates in each group, and the gaps between them. Made by
/// <see cref="Explain.Fairness"/>.</summary>
/// <remarks>With a perfect classifier and groups of different base rates the gaps cannot all be 0 (Kleinberg, Mullainathan and
/// Raghavan 2016): which one matters is a decision about the use.</remarks>
public sealed class FairnessReport
{
    private readonly string column;

    internal FairnessReport(string column, MetricByGroup selected, MetricByGroup truePositive, MetricByGroup falsePositive)
    {
        this.column = column;
        Groups =
        [
            .. selected.Groups.Select((group, index) => new GroupRates(
                group.Group, group.Samples, group.Value, truePositive.Groups[index].Value, falsePositive.Groups[index].Value)),
        ];
        DemographicParityDifference = selected.Value;
        EqualOpportunityDifference = truePositive.Value;
        EqualizedOddsDifference = Math.Max(truePositive.Value, falsePositive.Value);
    }

    /// <summary>The rates of each group that had samples, by ascending group.</summary>
    public ImmutableArray<GroupRates> Groups { get; }

    /// <summary>max P(ŷ = 1 | group) - min P(ŷ = 1 | group) over the groups: 0 where all are selected equally often (Calders and Verwer
    /// 2010; Dwork et al. 2012, statistical parity).</summary>
    public double DemographicParityDifference { get; }

    /// <summary>max P(ŷ = 1 | y = 1, group) - min P(ŷ = 1 | y = 1, group): 0 where those who deserve it are selected equally often in all
    /// groups (Hardt, Price and Srebro 2016). Groups without positive labels are left out.</summary>
    public double EqualOpportunityDifference { get; }

    /// <summary>The greater one of <see cref="EqualOpportunityDifference"/> and the same of those with y ≠ 1: 0 where right and wrong
    /// selections are equally frequent in all groups (Hardt, Price and Srebro 2016). Not a number where a label is missing throughout.</summary>
    public double EqualizedOddsDifference { get; }

    /// <summary>The gaps, and a line for each group.</summary>
    public override string ToString()
    {
        string gaps = string.Create(
            CultureInfo.InvariantCulture,
            $"By {column}: demographic parity {DemographicParityDifference:0.###}, equal opportunity {EqualOpportunityDifference:0.###}, equalised odds {EqualizedOddsDifference:0.###}");
        return string.Join('\n', Groups.Select(group => group.ToString()).Prepend(gaps));
    }
}

/// <summary>A classifier's rates in one group.</summary>
/// <param name="Group">The group.</param>
/// <param name="Samples">How many samples it had.</param>
/// <param name="SelectionRate">P(ŷ = 1): the share of its samples that are answered positive.</param>
/// <param name="TruePositiveRate">P(ŷ = 1 | y = 1), not a number where no label is positive.</param>
/// <param name="FalsePositiveRate">P(ŷ = 1 | y ≠ 1), not a number where all labels are positive.</param>
public readonly record struct GroupRates(int Group, long Samples, double SelectionRate, double TruePositiveRate, double FalsePositiveRate)
{
    /// <summary>As reports print it: <c>1 of 388: selected 0.31, true positive 0.87, false positive 0.05</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Group} of {Samples}: selected {SelectionRate:0.###}, true positive {TruePositiveRate:0.###}, false positive {FalsePositiveRate:0.###}");
}
