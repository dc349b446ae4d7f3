using System.Numerics;
using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class StreamingTests
{
    public static IEnumerable<object[]> Places =>
        from offset in Enumerable.Range(0, 9) from count in new[] { 1, 3, 8, 17, 64, 101 } select new object[] { offset, count };

    [Theory]
    [MemberData(nameof(Places))]
    public void Copy_WritesEachValue_AndNoOther(int offset, int count)
    {
        float[] source = Sample.Normal(count, seed: 1), target = Sample.Garbage(count + 32), expected = [.. target];
        source.CopyTo(expected, offset);
        Streaming.Copy(source, target.AsSpan(offset));
        Streaming.Finish(streams: true);
        Assert.Equal(expected, target);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void LoopInTwoParts_WritesEachValueOnce_AndNoOther(int offset, int count)
    {
        foreach (bool streams in new[] { false, true })
        {
            float[] source = Sample.Normal(count, seed: 2), target = Sample.Garbage(count + 32), expected = [.. target];
            for (int i = 0; i < count; i++)
            {
                expected[offset + i] = 3 * source[i];
            }

            Span<float> result = target.AsSpan(offset, count);
            for (int start = 0, end = Streaming.Head(result, count, streams); start < count; start = end, end = count)
            {
                for (int i = start; i < end; i += Lanes.Count)
                {
                    Streaming.Store(result, i, end, new Vector<float>(3) * Lanes.Load(source, i, end), streams);
                }
            }

            Streaming.Finish(streams);
            Assert.Equal(expected, target);
        }
    }

    [Fact]
    public void SmallResults_StayInTheCaches() => Assert.False(Streaming.Pays((1 << 23) - 1));
}
