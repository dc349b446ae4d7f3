using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

/// <summary>CTC against the sum over all alignments, written out, and on sequences that are long.</summary>
public class CtcTests
{
    [Theory]
    [InlineData(1, 1, 2, 1, false)]
    [InlineData(1, 5, 4, 2, false)]
    [InlineData(7, 6, 3, 3, false)]
    [InlineData(7, 5, 3, 4, true)]
    [InlineData(3, 7, 3, 2, true)]
    public void LossAndGradient_MatchTheSumOverAllAlignments(int samples, int steps, int classes, int most, bool givenSteps)
    {
        var shape = new CtcShape(steps, classes, most, Blank: classes - 1, ZeroInfinity: true);
        float[] logits = Sample.Normal(samples * steps * classes, seed: 1), dLosses = Sample.Normal(samples, seed: 2);
        int[] labels = Sample.Indices(samples * most, seed: 3, below: classes - 1), counts = Sample.Indices(samples, seed: 4, below: most + 1);
        int[] lengths = givenSteps ? Sample.Indices(samples, seed: 5, below: steps + 1) : [];
        float[] losses = Sample.Garbage(samples), dLogits = Sample.Garbage(logits.Length);

        Ctc.Forward(shape, samples, logits, labels, lengths, counts, losses);
        Close.To(Losses(shape, samples, Sample.Double(logits), labels, lengths, counts), losses, tolerance: 2e-6);

        Ctc.Gradient(shape, samples, logits, labels, lengths, counts, dLosses, dLogits);
        Close.To(Close.Differences(x => Losses(shape, samples, x, labels, lengths, counts), logits, dLosses), dLogits, tolerance: 2e-6);
    }

    [Fact]
    public void LongSequence_WithUnlikelyLabels_KeepsItsPrecision()
    {
        // Every step is certain of class 1, which is no label: each of the 20 labels and the blanks costs about 40.
        const int Steps = 400, Classes = 17, Labels = 20;
        var shape = new CtcShape(Steps, Classes, Labels, Blank: 0, ZeroInfinity: false);
        float[] logits = new float[Steps * Classes], loss = new float[1], dLogits = new float[logits.Length];
        for (int t = 0; t < Steps; t++)
        {
            logits[t * Classes + 1] = 40;
        }

        int[] labels = [.. Enumerable.Range(0, Labels).Select(label => 2 + label % (Classes - 2))];
        Ctc.Forward(shape, 1, logits, labels, [], [Labels], loss);

        // All alignments are equally likely, and labels that are not repeated leave C(steps + labels, 2·labels) of them.
        double alignments = Enumerable.Range(1, 2 * Labels).Sum(i => Math.Log(Steps + Labels - 2 * Labels + i) - Math.Log(i));
        double step = -Math.Log(Math.Exp(40) + Classes - 1);
        double expected = -(Steps * step + alignments) / Labels;
        Assert.Equal(1, loss[0] / expected, 1e-5);

        Ctc.Gradient(shape, 1, logits, labels, [], [Labels], [1f], dLogits);
        for (int t = 0; t < Steps; t++)
        {
            ReadOnlySpan<float> row = dLogits.AsSpan(t * Classes, Classes);
            Assert.Equal(1f / Labels, row[1], 1e-6);
            float sum = 0;
            foreach (float value in row)
            {
                sum += value;
            }

            Assert.Equal(0f, sum, 1e-6);
        }
    }

    [Fact]
    public void LabelsThatDoNotFit_AreInfinite_OrCountNothing()
    {
        float[] logits = Sample.Normal(2 * 3, seed: 6), loss = new float[1], dLogits = Sample.Garbage(6);
        var shape = new CtcShape(Steps: 2, Classes: 3, Labels: 2, Blank: 0, ZeroInfinity: false);
        // Equal neighbours need a blank between them.
        Ctc.Forward(shape, 1, logits, [1, 1], [], [2], loss);
        Assert.Equal(float.PositiveInfinity, loss[0]);
        Ctc.Gradient(shape, 1, logits, [1, 1], [], [2], [1f], dLogits);
        Assert.All(dLogits, value => Assert.Equal(float.NaN, value));

        shape = shape with { ZeroInfinity = true };
        Ctc.Forward(shape, 1, logits, [1, 1], [], [2], loss);
        Assert.Equal(0f, loss[0]);
        Ctc.Gradient(shape, 1, logits, [1, 1], [], [2], [1f], dLogits);
        Assert.All(dLogits, value => Assert.Equal(0f, value));
    }

    private static double[] Losses(CtcShape shape, int samples, double[] logits, int[] labels, int[] lengths, int[] counts)
    {
        var losses = new double[samples];
        for (int n = 0; n < samples; n++)
        {
            int steps = lengths.Length == 0 ? shape.Steps : lengths[n];
            double p = Spell(shape, logits[(n * shape.Steps * shape.Classes)..], labels[(n * shape.Labels)..(n * shape.Labels + counts[n])], steps);
            losses[n] = p == 0 ? 0 : -Math.Log(p) / Math.Max(1, counts[n]);
        }

        return losses;
    }

    /// <summary>The probability of all ways to say one class at each step that spell the labels.</summary>
    private static double Spell(CtcShape shape, double[] logits, int[] labels, int steps)
    {
        double sum = 0;
        for (int way = 0; way < Math.Pow(shape.Classes, steps); way++)
        {
            double p = 1;
            var said = new List<int>();
            for (int t = 0, rest = way; t < steps; t++, rest /= shape.Classes)
            {
                said.Add(rest % shape.Classes);
                p *= Math.Exp(logits[t * shape.Classes + said[t]])
                    / Enumerable.Range(0, shape.Classes).Sum(k => Math.Exp(logits[t * shape.Classes + k]));
            }

            IEnumerable<int> spelled = said.Where((label, t) => label != shape.Blank && (t == 0 || said[t - 1] != label));
            sum += spelled.SequenceEqual(labels) ? p : 0;
        }

        return sum;
    }
}
