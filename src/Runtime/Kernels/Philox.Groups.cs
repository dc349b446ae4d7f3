using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompiledNets.Kernels;

// Eight counters at a time.
public static partial class Philox
{
    private const int Rounds = 10, Counters = 8;

    // Table 2 of the paper: the multipliers, and the key's steps (the golden ratio and √3 - 1).
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, KeyStep0 = 0x9E3779B9, KeyStep1 = 0xBB67AE85;

    // words[8w + l] = word w of counter 8·group + l
    private static void FillGroup(ulong seed, ulong step, int place, long group, Span<uint> words)
    {
        // Eight successive counters, the first a multiple of eight, have the same high word.
        long block = group * Counters;
        uint blockHigh = (uint)(block >> 32) << 16;
        uint c0 = (uint)block, c1 = (uint)place, c2 = (uint)step, c3 = (uint)(step >> 32) ^ blockHigh;
        uint key0 = (uint)seed, key1 = (uint)(seed >> 32);
        if (Avx2.IsSupported)
        {
            FillGroupAvx2(c0, c1, c2, c3, key0, key1, words);
            return;
        }

        for (int lane = 0; lane < Counters; lane++)
        {
            (words[lane], words[Counters + lane], words[2 * Counters + lane], words[3 * Counters + lane]) =
                Block(c0 + (uint)lane, c1, c2, c3, key0, key1);
        }
    }

    private static void FillGroupAvx2(uint c0, uint c1, uint c2, uint c3, uint key0, uint key1, Span<uint> words)
    {
        Vector256<uint> w0 = Vector256.Create(c0) + Vector256<uint>.Indices, w1 = Vector256.Create(c1);
        Vector256<uint> w2 = Vector256.Create(c2), w3 = Vector256.Create(c3);
        Vector256<uint> multiplier0 = Vector256.Create(Multiplier0), multiplier1 = Vector256.Create(Multiplier1);
        for (int round = 0; round < Rounds; round++)
        {
            (Vector256<uint> low0, Vector256<uint> high0) = Product(w0, multiplier0);
            (Vector256<uint> low1, Vector256<uint> high1) = Product(w2, multiplier1);
            (w0, w1, w2, w3) = (high1 ^ w1 ^ Vector256.Create(key0), low1, high0 ^ w3 ^ Vector256.Create(key1), low0);
            key0 += KeyStep0;
            key1 += KeyStep1;
        }

        ref uint first = ref MemoryMarshal.GetReference(words[..GroupSize]);
        w0.StoreUnsafe(ref first);
        w1.StoreUnsafe(ref first, Counters);
        w2.StoreUnsafe(ref first, 2 * Counters);
        w3.StoreUnsafe(ref first, 3 * Counters);
    }

    // The 64-bit products of 32-bit lanes: even lanes, odd lanes, then their halves sorted.
    private static (Vector256<uint> Low, Vector256<uint> High) Product(Vector256<uint> x, Vector256<uint> multiplier)
    {
        Vector256<uint> even = Avx2.Multiply(x, multiplier).AsUInt32();
        Vector256<uint> odd = Avx2.Multiply((x.AsUInt64() >> 32).AsUInt32(), multiplier).AsUInt32();
        const byte OddLanes = 0b1010_1010;
        return (Avx2.Blend(even, (odd.AsUInt64() << 32).AsUInt32(), OddLanes),
            Avx2.Blend((even.AsUInt64() >> 32).AsUInt32(), odd, OddLanes));
    }
}
