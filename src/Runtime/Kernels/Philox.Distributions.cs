using System.Numerics;
using System.Runtime.InteropServices;

namespace CompiledNets.Kernels;

// From words to floats.
public static partial class Philox
{
    // The top 24 bits, which a float holds exactly, scaled into [0, 1).
    private static Vector<float> UnitInterval(ReadOnlySpan<uint> words, int index, int end)
    {
        Vector<uint> bits = Vector.AsVectorUInt32(Lanes.Load(MemoryMarshal.Cast<uint, float>(words), index, end));
        return Vector.ConvertToSingle(Vector.AsVectorInt32(bits >> 8)) * (1f / (1 << 24));
    }

    private readonly struct Uniform : IDistribution
    {
        public void Convert(ReadOnlySpan<uint> words, Span<float> values)
        {
            for (int i = 0; i < GroupSize; i += Lanes.Count)
            {
                Lanes.Store(values, i, GroupSize, UnitInterval(words, i, GroupSize));
            }
        }
    }

    private readonly struct Keep(float probability) : IDistribution
    {
        public void Convert(ReadOnlySpan<uint> words, Span<float> values)
        {
            Vector<float> bound = new(probability), scale = new(probability > 0f ? 1f / probability : 0f);
            for (int i = 0; i < GroupSize; i += Lanes.Count)
            {
                Vector<int> kept = Vector.LessThan(UnitInterval(words, i, GroupSize), bound);
                Lanes.Store(values, i, GroupSize, Vector.ConditionalSelect(kept, scale, Vector<float>.Zero));
            }
        }
    }

    // Words 0 and 1 of a counter give values 0 and 1, words 2 and 3 the others: √(-2 ln u)·cos 2πv and √(-2 ln u)·sin 2πv.
    private readonly struct Normal : IDistribution
    {
        public void Convert(ReadOnlySpan<uint> words, Span<float> values)
        {
            for (int pair = 0; pair < GroupSize; pair += 2 * Counters)
            {
                int middle = pair + Counters;
                for (int i = 0; i < Counters; i += Lanes.Count)
                {
                    Vector<float> radius = Radius(words, pair + i, middle);
                    Vector<float> angle = UnitInterval(words, middle + i, middle + Counters) * MathF.Tau;
                    Lanes.Store(values, pair + i, middle, radius * Vector.Cos(angle));
                    Lanes.Store(values, middle + i, middle + Counters, radius * Vector.Sin(angle));
                }
            }
        }

        // u = (bits + ½)/2³² in (0, 1]. All 32 bits, since the logarithm magnifies what is near zero: values reach 6.7.
        private static Vector<float> Radius(ReadOnlySpan<uint> words, int index, int end)
        {
            Vector<uint> bits = Vector.AsVectorUInt32(Lanes.Load(MemoryMarshal.Cast<uint, float>(words), index, end));
            Vector<float> u = Vector.ConvertToSingle(bits) * (1f / 4294967296f) + new Vector<float>(0.5f / 4294967296f);
            return VectorMath.Sqrt(VectorMath.Log(u) * -2f);
        }
    }
}
