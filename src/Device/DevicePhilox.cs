namespace CompiledNets.Accelerated;

/// <summary>The run time's <c>Philox</c>, one element at a time: the very values that the CPU has for (seed, step, place, element), so that a
/// network drops the same units on either.</summary>
/// <remarks>Philox 4×32-10 (Salmon et al. 2011). Elements go in groups of 32, eight counters of four words: element 32g + 8w + l is word w
/// of counter 8g + l. A thread computes its counter's four words for one of them: some hundred operations on ints.</remarks>
internal static class DevicePhilox
{
    // Table 2 of the paper: the multipliers, and the key's steps (the golden ratio and √3 - 1).
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, KeyStep0 = 0x9E3779B9, KeyStep1 = 0xBB67AE85;

    private const int Rounds = 10;

    /// <summary>1 / keep with that probability, else 0: what dropout multiplies element <paramref name="i"/> by.</summary>
    internal static float DropoutMask(int i, ulong seed, ulong step, int place, float keep)
    {
        float scale = keep > 0f ? 1f / keep : 0f;
        return UnitInterval(WordOf(Words(i, seed, step, place), i >> 3 & 3)) < keep ? scale : 0f;
    }

    /// <summary>Element <paramref name="i"/> of uniform values in [0, 1), multiples of 2⁻²⁴.</summary>
    internal static float Uniform(int i, ulong seed, ulong step, int place) =>
        UnitInterval(WordOf(Words(i, seed, step, place), i >> 3 & 3));

    /// <summary>Element <paramref name="i"/> of values of the standard normal distribution, by Box and Muller (1958).</summary>
    /// <remarks>Words 0 and 1 of a counter give values 0 and 1, words 2 and 3 the others: √(-2 ln u)·cos 2πv and √(-2 ln u)·sin 2πv.</remarks>
    internal static float Normal(int i, ulong seed, ulong step, int place)
    {
        Block words = Words(i, seed, step, place);
        int word = i >> 3 & 3;
        float radius = Radius(word < 2 ? words.A : words.C), angle = UnitInterval(word < 2 ? words.B : words.D) * 6.28318548f;
        return radius * ((word & 1) == 0 ? DeviceMath.Cos(angle) : DeviceMath.Sin(angle));
    }

    // √(-2 ln u) of u = (bits + ½)/2³² in (0, 1]. All 32 bits, since the logarithm magnifies what is near zero: values reach 6.7.
    private static float Radius(uint bits)
    {
        float u = bits * (1f / 4294967296f) + 0.5f / 4294967296f;
        return DeviceMath.Sqrt(DeviceMath.Log(u) * -2f);
    }

    // The top 24 bits, which a float holds exactly, scaled into [0, 1).
    private static float UnitInterval(uint bits) => (int)(bits >> 8) * (1f / (1 << 24));

    private static uint WordOf(Block words, int word) => word == 0 ? words.A : word == 1 ? words.B : word == 2 ? words.C : words.D;

    // The words of element i's counter: the seed is the key; block, place and step are the counter.
    private static Block Words(int i, ulong seed, ulong step, int place)
    {
        uint a = (uint)((i >> 5) * 8 + (i & 7)), b = (uint)place, c = (uint)step, d = (uint)(step >> 32);
        uint key0 = (uint)seed, key1 = (uint)(seed >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * a, product1 = (ulong)Multiplier1 * c;
            a = (uint)(product1 >> 32) ^ b ^ key0;
            b = (uint)product1;
            c = (uint)(product0 >> 32) ^ d ^ key1;
            d = (uint)product0;
            key0 += KeyStep0;
            key1 += KeyStep1;
        }

        return new Block { A = a, B = b, C = c, D = d };
    }

    // A counter's four words.
    private struct Block
    {
        public uint A, B, C, D;
    }
}
