using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CompiledNets;

/// <summary>βᵗ for bias corrections, by squaring: only multiplications, so that every machine gets the same bits from the step's number
/// alone, and a fraction of the time of <see cref="Math.Pow"/>, which small networks would feel at each step.</summary>
/// <remarks>The relative error is below t·2⁻⁵², which 1 - βᵗ never shows: where t is large, βᵗ is close to 0.</remarks>
internal static class BetaPowers
{
    /// <summary>Both powers, which are computed side by side; without branches, since a step number's bits are hard to foresee.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (double First, double Second) Of(double beta1, double beta2, long step)
    {
        Vector128<double> powers = Vector128<double>.One, betas = Vector128.Create(beta1, beta2);
        for (; step > 0; step >>= 1)
        {
            Vector128<double> isOdd = Vector128.Create(-(step & 1)).AsDouble();
            powers *= Vector128.ConditionalSelect(isOdd, betas, Vector128<double>.One);
            betas *= betas;
        }

        return (powers[0], powers[1]);
    }
}
