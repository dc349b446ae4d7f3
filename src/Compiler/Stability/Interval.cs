namespace CompiledNets.Compiler.Stability;

/// <summary>Where a value is known to lie: from <see cref="Low"/> to <see cref="High"/>, both of which may be infinite.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public static readonly Interval Any = new(double.NegativeInfinity, double.PositiveInfinity);
    public static readonly Interval NotNegative = new(0, double.PositiveInfinity);
    public static readonly Interval Share = new(0, 1);

    // The least float that is no subnormal: what "above 0" means.
    public static readonly Interval Positive = new(1.2e-38, double.PositiveInfinity);

    public bool ContainsZero => Low <= 0 && High >= 0;

    public static Interval operator +(Interval a, Interval b) => new(a.Low + b.Low, a.High + b.High);

    public static Interval operator -(Interval a) => new(-a.High, -a.Low);

    public static Interval operator *(Interval a, Interval b)
    {
        double[] corners = [Product(a.Low, b.Low), Product(a.Low, b.High), Product(a.High, b.Low), Product(a.High, b.High)];
        return new(corners.Min(), corners.Max());
    }

    /// <summary>1 / a.</summary>
    public Interval Inverse => ContainsZero ? Low == 0 ? NotNegative : Any : new(1 / High, 1 / Low);

    public Interval Union(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    public Interval AtLeast(double least) => new(Math.Max(Low, least), Math.Max(High, least));

    public Interval AtMost(double most) => new(Math.Min(Low, most), Math.Min(High, most));

    public Interval Maximum(Interval other) => new(Math.Max(Low, other.Low), Math.Max(High, other.High));

    public Interval Minimum(Interval other) => new(Math.Min(Low, other.Low), Math.Min(High, other.High));

    /// <summary>The squares of its values.</summary>
    public Interval Square => ContainsZero
        ? new(0, Math.Max(Low * Low, High * High))
        : new(Math.Min(Low * Low, High * High), Math.Max(Low * Low, High * High));

    // A bound that nothing reaches times one that is 0: the product's bound is 0.
    private static double Product(double a, double b) => a == 0 || b == 0 ? 0 : a * b;
}
