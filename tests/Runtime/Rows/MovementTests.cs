using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class MovementTests
{
    [Theory]
    [InlineData(1, 5, 3, 1, 4)]
    [InlineData(7, 17, 1, 0, 1)]
    [InlineData(3, 4, 33, 3, 4)]
    [InlineData(2, 3, 5, 0, 3)]
    public void Slices_TakeAndPutBack(int outer, int size, int inner, int start, int end)
    {
        float[] x = Sample.Normal(outer * size * inner, seed: 1), slice = Sample.Garbage(outer * (end - start) * inner);
        Movement.Slice(outer, size, inner, start, end, x, slice);
        int[] inside = [.. Enumerable.Range(0, x.Length).Where(i => i / inner % size >= start && i / inner % size < end)];
        Assert.Equal(inside.Select(i => x[i]), slice);

        float[] padded = Sample.Garbage(x.Length), put = Sample.Garbage(x.Length);
        Movement.PadSlice(outer, size, inner, start, end, slice, padded);
        Movement.PutSlice(outer, size, inner, start, end, slice, put);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(inside.Contains(i) ? x[i] : 0f, padded[i]);
            Assert.Equal(inside.Contains(i) ? x[i] : 1e30f, put[i]);
        }
    }

    [Theory]
    [InlineData(new[] { 5 }, new[] { 0 })]
    [InlineData(new[] { 17, 33 }, new[] { 1, 0 })]
    [InlineData(new[] { 2, 3, 4 }, new[] { 0, 1, 2 })]
    [InlineData(new[] { 7, 3, 17 }, new[] { 1, 0, 2 })]
    [InlineData(new[] { 7, 3, 17 }, new[] { 2, 0, 1 })]
    [InlineData(new[] { 2, 19, 3, 18 }, new[] { 0, 2, 1, 3 })]
    [InlineData(new[] { 2, 19, 3, 18 }, new[] { 0, 2, 3, 1 })]
    [InlineData(new[] { 2, 19, 3, 18 }, new[] { 3, 2, 1, 0 })]
    [InlineData(new[] { 2, 3, 4, 5, 3, 2 }, new[] { 5, 1, 3, 0, 4, 2 })]
    public void Permute_MovesEveryElement(int[] shape, int[] axes)
    {
        int count = shape.Aggregate(1, (product, extent) => product * extent);
        float[] x = Sample.Normal(count, seed: 2), y = Sample.Garbage(count);

        Movement.Permute(shape, axes, x, y);

        for (int at = 0; at < count; at++)
        {
            // The position of element `at` in x, axis by axis, then read in y's order.
            int[] position = new int[shape.Length];
            for (int axis = shape.Length - 1, rest = at; axis >= 0; rest /= shape[axis], axis--)
            {
                position[axis] = rest % shape[axis];
            }

            int target = axes.Aggregate(0, (index, axis) => index * shape[axis] + position[axis]);
            Assert.Equal(x[at], y[target]);
        }
    }

    [Fact]
    public void Permute_OfSamples_PermutesEach()
    {
        float[] x = Sample.Normal(7 * 24, seed: 5), y = Sample.Garbage(x.Length), one = new float[24];
        Movement.Permute(new AxisOrder([2, 3, 4], [2, 0, 1]), 7, x, y);
        for (int sample = 0; sample < 7; sample++)
        {
            Movement.Permute([2, 3, 4], [2, 0, 1], x.AsSpan(sample * 24, 24), one);
            Assert.Equal(one, y[(sample * 24)..(sample * 24 + 24)]);
        }
    }

    [Theory]
    [InlineData(1, 5, 1)]
    [InlineData(3, 4, 17)]
    public void CumulativeSums_FromEitherEnd(int outer, int size, int inner)
    {
        float[] x = Sample.Normal(outer * size * inner, seed: 6), forward = Sample.Garbage(x.Length), backward = Sample.Garbage(x.Length);
        CumulativeSum.Forward(outer, size, inner, x, forward);
        CumulativeSum.Backward(outer, size, inner, x, backward);
        for (int i = 0; i < x.Length; i++)
        {
            int o = i / (size * inner), s = i / inner % size;
            double before = Enumerable.Range(0, s + 1).Sum(at => (double)x[(o * size + at) * inner + i % inner]);
            double after = Enumerable.Range(s, size - s).Sum(at => (double)x[(o * size + at) * inner + i % inner]);
            Assert.Equal(before, forward[i], 1e-5);
            Assert.Equal(after, backward[i], 1e-5);
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 17, 33)]
    public void Transpose_IsItsOwnInverse(int matrices, int rows, int columns)
    {
        float[] x = Sample.Normal(matrices * rows * columns, seed: 3), y = Sample.Garbage(x.Length), z = Sample.Garbage(x.Length);
        Movement.Transpose(matrices, rows, columns, x, y);
        Assert.Equal(x[columns - 1], y[(columns - 1) * rows]);
        Movement.Transpose(matrices, columns, rows, y, z);
        Assert.Equal(x, z);
    }

    [Theory]
    [InlineData(3, 17, 1)]
    [InlineData(1, 7, 5)]
    [InlineData(3, 2, 33)]
    public void Expand_RepeatsAlongANewAxis_AndMeanGradientDivides(int outer, int count, int inner)
    {
        float[] x = Sample.Normal(outer * inner, seed: 4), y = Sample.Garbage(outer * count * inner);
        Movement.Expand(outer, count, inner, x, y);
        Assert.Equal(Enumerable.Range(0, y.Length).Select(i => x[i / (count * inner) * inner + i % inner]), y);
        float[] dx = Sample.Garbage(y.Length);
        Reduction.MeanGradient(outer, count, inner, x, dx);
        Assert.Equal(y.Select(value => value / count), dx);
    }
}
