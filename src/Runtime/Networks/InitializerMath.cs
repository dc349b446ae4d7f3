using CompiledNets.Kernels;

namespace CompiledNets;

/// <summary>Fills tensors by their <see cref="Initializer"/>.</summary>
internal static class InitializerMath
{
    /// <summary>Fills <paramref name="values"/>, deterministically from (seed, place, element).</summary>
    /// <param name="initializer">How; not <see cref="Initializer.Default"/>, which the compiler resolves.</param>
    /// <param name="values">The parameter or state.</param>
    /// <param name="fanIn">Inputs that meet in one output value.</param>
    /// <param name="fanOut">Outputs that one input value reaches.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="place">The slot's index.</param>
    /// <exception cref="InvalidOperationException">The initialiser is <see cref="Initializer.Default"/> or unknown.</exception>
    public static void Fill(this Initializer initializer, Span<float> values, int fanIn, int fanOut, ulong seed, int place)
    {
        double variance = initializer switch
        {
            Initializer.Zeros or Initializer.Ones or Initializer.Quarter => 0,
            Initializer.HeNormal or Initializer.HeUniform => 2.0 / fanIn,
            Initializer.XavierNormal or Initializer.XavierUniform => 2.0 / ((double)fanIn + fanOut),
            Initializer.StandardNormal => 1,
            Initializer.Gpt2Normal => 0.02 * 0.02,
            Initializer.LeCunUniform => 1.0 / (3.0 * fanIn),
            _ => throw new InvalidOperationException($"A stored tensor cannot start by Initializer.{initializer}."),
        };

        // Training steps use places from 0 up, initial values those below 0.
        int stream = ~place;
        switch (initializer)
        {
            case Initializer.Zeros or Initializer.Ones:
                values.Fill(initializer == Initializer.Ones ? 1f : 0f);
                break;
            case Initializer.Quarter:
                values.Fill(0.25f);
                break;
            case Initializer.HeUniform or Initializer.XavierUniform or Initializer.LeCunUniform:
                // Uniform on ±bound has the variance bound²/3.
                float bound = (float)Math.Sqrt(3 * variance);
                Philox.FillUniform(seed, step: 0, stream, firstElement: 0, values);
                Scale(values, 2 * bound, -bound);
                break;
            default:
                Philox.FillNormal(seed, step: 0, stream, firstElement: 0, values);
                Scale(values, (float)Math.Sqrt(variance), 0f);
                break;
        }
    }

    private static void Scale(Span<float> values, float factor, float offset)
    {
        foreach (ref float value in values)
        {
            value = value * factor + offset;
        }
    }
}
