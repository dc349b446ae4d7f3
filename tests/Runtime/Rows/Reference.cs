namespace CompiledNets.Tests.Rows;

/// <summary>Plain double mathematics to compare with.</summary>
internal static class Reference
{
    public static double LogOnePlus(double x)
    {
        double w = 1 + x;
        return w == 1 ? x : double.IsFinite(x) ? Math.Log(w) * (x / (w - 1)) : Math.Log(w);
    }

    /// <summary>erf x = 2/√π·e^(-x²)·Σ 2ⁿx^(2n+1)/(2n+1)!! (all terms of one sign), from erfc for large x.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 2.5)
        {
            return Math.Sign(x) * (1 - Erfc(Math.Abs(x)));
        }

        double term = x, sum = x;
        for (int n = 1; n < 200; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>For x of at least 1: e^(-x²)/√π divided by the continued fraction x + (1/2)/(x + 1/(x + (3/2)/(x + …))).</summary>
    private static double Erfc(double x)
    {
        double fraction = x;
        for (int n = 400; n > 0; n--)
        {
            fraction = x + n / 2.0 / fraction;
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }

    public static double NormalDistribution(double x) =>
        x < -1.5 ? 0.5 * Erfc(-x / Math.Sqrt(2)) : 0.5 * (1 + Erf(x / Math.Sqrt(2)));

    public static double NormalDensity(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    public static double[] LogSoftmax(ReadOnlySpan<double> x)
    {
        double max = double.NegativeInfinity, sum = 0;
        foreach (double value in x)
        {
            max = Math.Max(max, value);
        }

        foreach (double value in x)
        {
            sum += Math.Exp(value - max);
        }

        var logs = new double[x.Length];
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] = x[i] - max - Math.Log(sum);
        }

        return logs;
    }

    /// <summary>Applies a function of one row to each of the rows.</summary>
    public static double[] EachRow(int rows, double[] x, Func<int, double[], double[]> f)
    {
        int width = x.Length / rows;
        return [.. Enumerable.Range(0, rows).SelectMany(row => f(row, x[(row * width)..((row + 1) * width)]))];
    }

    /// <summary>The element, or another value where the array, an absent scale or shift, is too short.</summary>
    public static double ElementAtOrDefault(this double[] values, int index, double absent) =>
        index < values.Length ? values[index] : absent;
}
