namespace Samples.Drawing;

/// <summary>Random numbers that are the same on every machine, from integers alone (SplitMix64: Steele, Lea and Flood 2014).</summary>
internal struct Dice(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state = Mix(seed);

    /// <summary>The dice of image number <paramref name="image"/>: images can be drawn in any order.</summary>
    public static Dice ForImage(ulong seed, int image) => new(Mix(seed) + (ulong)image * Golden);

    public int Below(int bound) => (int)((Next() >> 32) * (ulong)bound >> 32);

    public bool Chance(float probability) => Between(0, 1) < probability;

    public float Between(float low, float high) => low + (high - low) * ((Next() >> 40) * (1f / (1 << 24)));

    /// <summary>Mean 0, deviation 1, never beyond ±3.5: four uniform numbers, added.</summary>
    public float Bell()
    {
        ulong bits = Next();
        ulong sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48);
        return (sum * (1f / 0xFFFF) - 2) * 1.7320508f; // Each has variance 1/12, so the sum has 1/3.
    }

    private ulong Next() => Mix(state += Golden);

    private static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
