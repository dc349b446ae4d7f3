namespace Curves;

/// <summary>Random numbers that are the same everywhere (SplitMix64; Steele, Lea and Flood 2014).</summary>
internal sealed class Noise(ulong seed)
{
    private ulong state = seed;

    /// <summary>From 0 to below 1.</summary>
    public double Uniform()
    {
        ulong bits = state += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return ((bits ^ (bits >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Of mean 0 and standard deviation 1 (Box and Muller 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}
