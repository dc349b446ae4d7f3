using System.ComponentModel;
using System.Numerics;

namespace CompiledNets.Kernels;

/// <summary>Rotary positions (RoPE, Su et al. 2021): in each head the pair of columns (2i, 2i+1) of row t turns by the angle
/// t·period^(-2i/d), d being the head's width. Dot products of turned rows depend on their distance alone.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Rotary
{
    /// <summary>y = x turned; y may be x.</summary>
    /// <param name="table">The angles, and the sizes with them.</param>
    /// <param name="heads">Heads side by side in a row.</param>
    /// <param name="samples">Samples at hand.</param>
    /// <param name="x">[samples, steps, heads·d].</param>
    /// <param name="y">[samples, steps, heads·d].</param>
    /// <exception cref="ArgumentException">A span is too short; nothing was written.</exception>
    public static void Forward(RotaryTable table, int heads, int samples, ReadOnlySpan<float> x, Span<float> y) =>
        Turn(table, heads, samples, x, table.Sines, y);

    /// <summary>dx = dy turned back: the inverse of a rotation is its transpose. dx may be dy.</summary>
    /// <inheritdoc cref="Forward"/>
    public static void Gradient(RotaryTable table, int heads, int samples, ReadOnlySpan<float> dy, Span<float> dx) =>
        Turn(table, heads, samples, dy, table.OppositeSines, dx);

    private static void Turn(RotaryTable table, int heads, int samples, ReadOnlySpan<float> x, ReadOnlySpan<float> sines, Span<float> y)
    {
        int width = table.HeadWidth, row = heads * width;
        long size = (long)samples * table.Steps * row;
        SpanChecks.Holds(x.Length, size, nameof(x));
        SpanChecks.Holds(y.Length, size, nameof(y));
        for (int start = 0; start < size; start += width)
        {
            int angles = start / row % table.Steps * width;
            TurnHead(x.Slice(start, width), table.Cosines.Slice(angles, width), sines.Slice(angles, width), y.Slice(start, width));
        }
    }

    private static void TurnHead(ReadOnlySpan<float> x, ReadOnlySpan<float> cosines, ReadOnlySpan<float> sines, Span<float> y)
    {
        for (int i = 0; i < x.Length; i += Lanes.Count)
        {
            Vector<float> pairs = Lanes.Load(x, i);

            // Both members of a pair exchanged: half a turn of 64 bits. Pairs begin at even columns, so none is cut.
            Vector<ulong> bits = Vector.AsVectorUInt64(pairs);
            Vector<float> exchanged = Vector.AsVectorSingle((bits << 32) | (bits >>> 32));
            Lanes.Store(y, i, pairs * Lanes.Load(cosines, i) + exchanged * Lanes.Load(sines, i));
        }
    }
}
