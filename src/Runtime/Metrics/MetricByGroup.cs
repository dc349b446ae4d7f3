using System.Collections.Immutable;
using System.Globalization;

namespace CompiledNets;

/// <summary>A metric for each group of samples apart, and as its own value the gap between the best-off group and the
/// worst-off: how unequally a network serves the groups.</summary>
/// <example><code>
/// var recall = new MetricByGroup(() => new Recall(), group: "sex"); // Its gap is that of equal opportunity (Hardt et al. 2016).
/// var trainer = new Trainer(new Adam()) { Metrics = [new Accuracy(), recall] };
/// trainer.Fit(net, train, validation);
/// foreach (GroupValue one in recall.Groups) …
/// </code></example>
public sealed class MetricByGroup : Metric
{
    private readonly Func<Metric> make;
    private readonly Metric first;
    private readonly Dictionary<int, Tally> tallies = [];

    /// <summary>Splits a metric.</summary>
    /// <param name="make">Makes the metric, once for each group; the names that it is given decide what is compared.</param>
    /// <param name="group">The column that tells the groups apart: one int per sample.</param>
    /// <param name="name">What results call it; <c>null</c> for <c>Recall by sex</c>.</param>
    public MetricByGroup(Func<Metric> make, string group, string? name = null)
        : this(make, Made(make), group, name)
    {
    }

    private MetricByGroup(Func<Metric> make, Metric first, string group, string? name)
        : base(name ?? $"{first.Name} by {group}", first.Forward, first.Target, first.Output)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        this.make = make;
        this.first = first;
        GroupColumn = group;
    }

    /// <inheritdoc/>
    public override string GroupColumn { get; }

    /// <summary>The metric of each group that had samples, by ascending group.</summary>
    public ImmutableArray<GroupValue> Groups =>
    [
        .. tallies.Where(one => one.Value.Samples > 0).OrderBy(one => one.Key)
            .Select(one => new GroupValue(one.Key, one.Value.Samples, one.Value.Metric.Value)),
    ];

    /// <summary>The greatest difference between two groups' values, at least 0; groups whose value is not a number are
    /// left out.</summary>
    public override double Value
    {
        get
        {
            double least = double.PositiveInfinity, greatest = double.NegativeInfinity;
            foreach (GroupValue group in Groups)
            {
                if (!double.IsNaN(group.Value))
                {
                    (least, greatest) = (Math.Min(least, group.Value), Math.Max(greatest, group.Value));
                }
            }

            return least <= greatest ? greatest - least : double.NaN;
        }
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        foreach (Tally tally in tallies.Values)
        {
            tally.Samples = 0;
            tally.Metric.Reset();
        }
    }

    /// <inheritdoc/>
    public override bool CanCompare(EntryColumn output, EntryColumn target) => first.CanCompare(output, target);

    /// <inheritdoc/>
    public override void Add(MetricBatch batch)
    {
        if (batch.Groups.Length != batch.Count)
        {
            throw new ArgumentException($"The metric {Name} needs a group for each of {batch.Count} samples, and got {batch.Groups.Length}.");
        }

        for (int sample = 0; sample < batch.Count; sample++)
        {
            Tally tally = TallyOf(batch.Groups[sample]);
            tally.Samples++;
            tally.Metric.Add(batch.Sample(sample));
        }
    }

    /// <summary>Lists the groups: <c>Recall by sex: 0 = 0.91 of 412, 1 = 0.87 of 388</c>.</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", Groups)}";

    private Tally TallyOf(int group)
    {
        if (!tallies.TryGetValue(group, out Tally? tally))
        {
            tally = new Tally(make());
            tally.Metric.Reset();
            tallies.Add(group, tally);
        }

        return tally;
    }

    private static Metric Made(Func<Metric> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        return make();
    }

    private sealed class Tally(Metric metric)
    {
        public Metric Metric { get; } = metric;

        public long Samples { get; set; }
    }
}

/// <summary>A metric's value over the samples of one group.</summary>
/// <param name="Group">The group.</param>
/// <param name="Samples">How many samples it had.</param>
/// <param name="Value">The metric over them.</param>
public readonly record struct GroupValue(int Group, long Samples, double Value)
{
    /// <summary>As lists print it: <c>1 = 0.87 of 388</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Group} = {Value:0.####} of {Samples}");
}
