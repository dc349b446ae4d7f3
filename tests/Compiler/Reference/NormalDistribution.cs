namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>The standard normal distribution in double.</summary>
internal static class NormalDistribution
{
    public static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + ...) (Abramowitz and Stegun 26.2.11), which converges everywhere.</summary>
    public static double At(double x)
    {
        double term = x, sum = x;
        for (int odd = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); odd += 2)
        {
            term *= x * x / odd;
            sum += term;
        }

        return 0.5 + Density(x) * sum;
    }
}
