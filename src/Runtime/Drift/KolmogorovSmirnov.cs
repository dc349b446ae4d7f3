namespace CompiledNets;

/// <summary>The two-sample test of Kolmogorov and Smirnov: whether two samples may come from one distribution.</summary>
/// <param name="Statistic">The greatest difference between the samples' distribution functions, from 0 to 1.</param>
/// <param name="PValue">How likely such a difference or a greater one is, if both come from one continuous distribution: small
/// values speak of drift. Asymptotic, with the correction of Stephens (1970): good for samples of ten or more, cautious
/// where there are ties.</param>
public readonly record struct KolmogorovSmirnov(double Statistic, double PValue)
{
    private const int MostTerms = 100;

    /// <summary>Compares two samples; values that are not a number are left out, and where nothing is left the result is
    /// not a number.</summary>
    public static KolmogorovSmirnov Between(ReadOnlySpan<float> reference, ReadOnlySpan<float> live)
    {
        float[] first = SortedNumbers(reference), second = SortedNumbers(live);
        if (first.Length == 0 || second.Length == 0)
        {
            return new KolmogorovSmirnov(double.NaN, double.NaN);
        }

        double greatest = 0;
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            float value = Math.Min(first[i], second[j]);
            i = Past(first, i, value);
            j = Past(second, j, value);
            greatest = Math.Max(greatest, Math.Abs((double)i / first.Length - (double)j / second.Length));
        }

        double size = Math.Sqrt((double)first.Length * second.Length / (first.Length + (double)second.Length));
        return new KolmogorovSmirnov(greatest, Exceeds((size + 0.12 + 0.11 / size) * greatest));
    }

    /// <summary>1 - the distribution function of Kolmogorov (1933): 2 Σ (-1)^(k-1) exp(-2 k² x²), k from 1 on.</summary>
    private static double Exceeds(double x)
    {
        double sum = 0, sign = 2;
        for (int k = 1; k <= MostTerms; k++)
        {
            double term = sign * Math.Exp(-2 * k * (double)k * x * x);
            sum += term;
            if (Math.Abs(term) < 1e-16 * Math.Abs(sum))
            {
                return Math.Clamp(sum, 0, 1);
            }

            sign = -sign;
        }

        return 1; // The series does not settle only where x is next to 0.
    }

    private static int Past(float[] sorted, int index, float value)
    {
        while (index < sorted.Length && sorted[index] <= value)
        {
            index++;
        }

        return index;
    }

    private static float[] SortedNumbers(ReadOnlySpan<float> values)
    {
        float[] sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted[sorted.TakeWhile(float.IsNaN).Count()..]; // Those come first.
    }
}
