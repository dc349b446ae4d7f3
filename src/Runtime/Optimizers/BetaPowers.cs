namespace CompiledNets;

/// <summary>βᵗ for bias corrections, by squaring: only multiplications, so that every machine gets the same bits from the step's number
/// alone, and a fraction of the time of <see cref="Math.Pow"/>, which small networks would feel at each step.</summary>
/// <remarks>The relative error is below t·2⁻⁵², which 1 - βᵗ never shows: where t is large, βᵗ is close to 0.</remarks>
internal static class BetaPowers
{
    /// <summary>Both powers, which are computed side by side.</summary>
    public static (double First, double Second) Of(double beta1, double beta2, long step)
    {
        double first = 1, second = 1;
        for (; step > 0; step >>= 1)
        {
            bool isOdd = (step & 1) != 0;
            first *= isOdd ? beta1 : 1;
            second *= isOdd ? beta2 : 1;
            beta1 *= beta1;
            beta2 *= beta2;
        }

        return (first, second);
    }
}
