using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class AttentionTests
{
    // Heads, queries, keys, columns of a head. The last ones take several blocks of queries, forward and back, panels of a head's columns, and
    // chunks of keys.
    public static IEnumerable<object[]> Shapes =>
        from sizes in (int[][])[[1, 1, 1, 1], [2, 5, 5, 3], [3, 7, 4, 5], [1, 4, 9, 17], [1, 67, 65, 2], [1, 65, 130, 1], [1, 250, 20, 1], [1, 13, 14, 35], [1, 3, 270, 2]]
        from causal in (bool[])[false, true]
        from masked in (bool[])[false, true]
        select (object[])[new AttentionShape(sizes[0], sizes[1], sizes[2], sizes[0] * sizes[3], causal), masked];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_MatchesDouble(AttentionShape shape, bool masked)
    {
        foreach (int samples in Sample.Rows)
        {
            (float[] q, float[] k, float[] v, float[] mask) = Operands(shape, samples, masked);
            float[] y = Sample.Garbage(q.Length);

            Attention.Forward(shape, samples, q, k, v, mask, y);

            Close.To(Attended(shape, samples, Sample.Double(q), Sample.Double(k), Sample.Double(v), mask), y);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Gradient_MatchesDifferences(AttentionShape shape, bool masked)
    {
        int samples = shape.Queries > 60 ? 1 : 2;
        (float[] q, float[] k, float[] v, float[] mask) = Operands(shape, samples, masked);
        float[] dy = Sample.Normal(q.Length, seed: 4), dqkv = Sample.Garbage(q.Length + k.Length + v.Length);
        double[] wideQ = Sample.Double(q), wideK = Sample.Double(k), wideV = Sample.Double(v);

        Attention.Gradient(shape, samples, q, k, v, mask, dy, dqkv);

        double[] dq = Close.Differences(p => Attended(shape, samples, p, wideK, wideV, mask), q, dy);
        double[] dk = Close.Differences(p => Attended(shape, samples, wideQ, p, wideV, mask), k, dy);
        double[] dv = Close.Differences(p => Attended(shape, samples, wideQ, wideK, p, mask), v, dy);
        Close.To(Below(samples, dq, dk, dv), dqkv);
    }

    [Theory]
    [InlineData(2, 5, 3, false)]
    [InlineData(3, 70, 7, true)]
    public void PackedOperands_GiveTheSameBits(int heads, int steps, int headWidth, bool causal)
    {
        const int samples = 3;
        var shape = new AttentionShape(heads, steps, steps, heads * headWidth, causal);
        (float[] q, float[] k, float[] v, float[] mask) = Operands(shape, samples, masked: true);
        float[] dy = Sample.Normal(q.Length, seed: 5), packed = Beside(shape.Width, q, k, v);
        float[] expected = new float[q.Length], actual = Sample.Garbage(q.Length), dApart = new float[3 * q.Length], dPacked = Sample.Garbage(3 * q.Length);

        Attention.Forward(shape, samples, q, k, v, mask, expected);
        Attention.ForwardPacked(shape, samples, packed, mask, actual);
        Assert.Equal(expected, actual);

        Attention.Gradient(shape, samples, q, k, v, mask, dy, dApart);
        Attention.GradientPacked(shape, samples, packed, mask, dy, dPacked);
        float[][] parts = [.. Enumerable.Range(0, 3).Select(part => Part(samples, dApart, part))];
        Assert.Equal(Beside(shape.Width, parts[0], parts[1], parts[2]), dPacked);
    }

    [Fact]
    public void QueriesThatSeeNoKey_GetZeros()
    {
        var shape = new AttentionShape(1, 3, 4, 2, Causal: false);
        (float[] q, float[] k, float[] v, _) = Operands(shape, 1, masked: false);
        float[] mask = new float[4], y = Sample.Garbage(q.Length), dqkv = Sample.Garbage(q.Length + k.Length + v.Length);
        Attention.Forward(shape, 1, q, k, v, mask, y);
        Attention.Gradient(shape, 1, q, k, v, mask, q, dqkv);
        Assert.All(y, value => Assert.Equal(0, value));
        Assert.All(dqkv, value => Assert.Equal(0, value));
    }

    [Fact]
    public void LargeScores_DoNotOverflow()
    {
        var shape = new AttentionShape(1, 2, 2, 1, Causal: false);
        float[] y = new float[2];
        Attention.Forward(shape, 1, [300, -300], [300, -300], [1, 2], [], y);
        Assert.Equal([1, 2], y);
    }

    [Fact]
    public void ShortSpans_AreRefused()
    {
        var shape = new AttentionShape(1, 2, 3, 2, Causal: false);
        float[] y = [7, 7, 7, 7];
        Assert.Throws<ArgumentException>("k", () => Attention.Forward(shape, 1, new float[4], new float[5], new float[6], [], y));
        Assert.Throws<ArgumentException>("mask", () => Attention.Forward(shape, 1, new float[4], new float[6], new float[6], new float[2], y));
        Assert.All(y, value => Assert.Equal(7, value));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 18)]
    [InlineData(3, 34)]
    public void Rotary_TurnsPairs_AndGradientsBack(int steps, int headWidth)
    {
        const int samples = 2, heads = 3;
        int row = heads * headWidth;
        float[] x = Sample.Normal(samples * steps * row, seed: 1), y = Sample.Garbage(x.Length), back = Sample.Garbage(x.Length);
        var table = new RotaryTable(steps, headWidth, 1000);
        double[] expected = new double[x.Length];
        for (int index = 0; index < x.Length; index += 2)
        {
            double angle = index / row % steps * Math.Pow(1000, -(index % headWidth) / (double)headWidth);
            expected[index] = x[index] * Math.Cos(angle) - x[index + 1] * Math.Sin(angle);
            expected[index + 1] = x[index] * Math.Sin(angle) + x[index + 1] * Math.Cos(angle);
        }

        Rotary.Forward(table, heads, samples, x, y);
        Rotary.Gradient(table, heads, samples, y, back);

        Close.To(expected, y);
        Close.To(Sample.Double(x), back);
    }

    private static (float[] Q, float[] K, float[] V, float[] Mask) Operands(AttentionShape shape, int samples, bool masked) => (
        Sample.Normal(samples * shape.Queries * shape.Width, seed: 1), Sample.Normal(samples * shape.Keys * shape.Width, seed: 2),
        Sample.Normal(samples * shape.Keys * shape.Width, seed: 3),
        masked ? [.. Sample.Uniform(samples * shape.Keys, seed: 6).Select(value => value < 0.6 ? 1f : 0f)] : []);

    private static double[] Attended(AttentionShape shape, int samples, double[] q, double[] k, double[] v, float[] mask)
    {
        int width = shape.Width, d = width / shape.Heads;
        double[] y = new double[samples * shape.Queries * width];
        double[] p = new double[shape.Keys];
        for (int n = 0; n < samples; n++)
        {
            for (int i = 0; i < shape.Queries; i++)
            {
                for (int column = 0; column < width; column += d)
                {
                    int query = (n * shape.Queries + i) * width + column;
                    double sum = 0;
                    for (int j = 0; j < shape.Keys; j++)
                    {
                        bool hidden = (shape.Causal && j > i) || (mask.Length > 0 && mask[n * shape.Keys + j] == 0);
                        double score = 0;
                        for (int c = 0; c < d; c++)
                        {
                            score += q[query + c] * k[(n * shape.Keys + j) * width + column + c];
                        }

                        sum += p[j] = hidden ? 0 : Math.Exp(score / Math.Sqrt(d));
                    }

                    for (int j = 0; j < shape.Keys && sum > 0; j++)
                    {
                        for (int c = 0; c < d; c++)
                        {
                            y[query + c] += p[j] / sum * v[(n * shape.Keys + j) * width + column + c];
                        }
                    }
                }
            }
        }

        return y;
    }

    /// <summary>For each sample its rows of all parts, one part after another.</summary>
    private static double[] Below(int samples, params double[][] parts) =>
        [.. Enumerable.Range(0, samples).SelectMany(n => parts.SelectMany(part => part.Skip(n * (part.Length / samples)).Take(part.Length / samples)))];

    /// <summary>Part number <paramref name="part"/> of three equal ones below one another in each sample.</summary>
    private static float[] Part(int samples, float[] below, int part)
    {
        int size = below.Length / samples / 3;
        return [.. Enumerable.Range(0, samples).SelectMany(n => below.Skip((3 * n + part) * size).Take(size))];
    }

    private static float[] Beside(int width, params float[][] parts) =>
        [.. Enumerable.Range(0, parts[0].Length / width).SelectMany(row => parts.SelectMany(part => part.Skip(row * width).Take(width)))];
}
