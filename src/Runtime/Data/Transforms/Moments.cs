namespace CompiledNets;

/// <summary>Mean, spread and range of the numbers among values, gathered one by one (Welford 1962).</summary>
internal struct Moments
{
    private double squares;

    public long Count { get; private set; }

    public double Mean { get; private set; }

    public double Least { get; private set; }

    public double Most { get; private set; }

    /// <summary>The standard deviation of the values as the whole population.</summary>
    public readonly double Deviation => Math.Sqrt(squares / Count);

    public void Add(float value)
    {
        if (!float.IsFinite(value))
        {
            return;
        }

        Count++;
        (Least, Most) = Count == 1 ? (value, value) : (Math.Min(Least, value), Math.Max(Most, value));
        double difference = value - Mean;
        Mean += difference / Count;
        squares += difference * (value - Mean);
    }
}
