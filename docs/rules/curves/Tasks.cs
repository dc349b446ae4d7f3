using CompiledNets;
using static System.Math;

namespace Curves;

/// <summary>What the examples learn: small data that a formula makes, the same on every machine.</summary>
internal static class Tasks
{
    /// <summary>Points of the plane on arms of a spiral, labelled with their arm: not linearly separable.</summary>
    public static Dataset Spiral(int arms, double turns = 1.5, int samples = 600)
    {
        float[] points = new float[2 * samples], target = new float[arms * samples];
        int[] labels = new int[samples];
        var noise = new Noise(1);
        for (int sample = 0; sample < samples; sample++)
        {
            int arm = sample % arms;
            double radius = 0.1 + 0.9 * sample / samples;
            double angle = 2 * PI * (arm / (double)arms + turns * radius) + 0.1 * noise.Normal();
            (points[2 * sample], points[2 * sample + 1]) = ((float)(2 * radius * Cos(angle)), (float)(2 * radius * Sin(angle)));
            labels[sample] = arm;
            target[arms * sample + arm] = 1;
        }

        return Dataset.Create().With("input", points, 2).With("label", labels).With("target", target, arms);
    }

    /// <summary>Points of the plane: is it inside of a ring?</summary>
    public static Dataset Ring(int samples = 400)
    {
        float[] points = new float[2 * samples], inside = new float[samples];
        var noise = new Noise(2);
        for (int sample = 0; sample < samples; sample++)
        {
            double x = 4 * noise.Uniform() - 2, y = 4 * noise.Uniform() - 2;
            (points[2 * sample], points[2 * sample + 1]) = ((float)x, (float)y);
            inside[sample] = x * x + y * y is > 0.5 and < 2.5 ? 1 : 0;
        }

        return Dataset.Create().With("input", points, 2).With("target", inside, 1);
    }

    /// <summary>sin(3x) for x from -2 to 2.</summary>
    public static Dataset Sine(int samples = 400)
    {
        float[] x = new float[samples], y = new float[samples];
        for (int sample = 0; sample < samples; sample++)
        {
            x[sample] = 4f * sample / samples - 2;
            y[sample] = (float)Sin(3 * x[sample]);
        }

        return Dataset.Create().With("input", x, 1).With("target", y, 1);
    }

    /// <summary>Flowers of three kinds by four lengths, in tenths of a millimetre, as they were measured.</summary>
    public static Dataset Flowers(int samples = 300)
    {
        float[] lengths = new float[4 * samples], wanted = new float[3 * samples];
        int[] kinds = new int[samples];
        double[,] means = { { 500, 340, 150, 20 }, { 590, 280, 430, 130 }, { 660, 300, 560, 200 } };
        var noise = new Noise(3);
        for (int sample = 0; sample < samples; sample++)
        {
            kinds[sample] = sample % 3;
            wanted[3 * sample + kinds[sample]] = 1;
            for (int side = 0; side < 4; side++)
            {
                lengths[4 * sample + side] = (float)Max(1, means[kinds[sample], side] * (1 + 0.1 * noise.Normal()));
            }
        }

        return Dataset.Create().With("input", lengths, 4).With("label", kinds).With("target", wanted, 3);
    }

    /// <summary>Images of 8 by 8 pixels with one bright pixel in the upper and one in the lower half: do they stand in one column?</summary>
    public static Dataset Columns(int samples = 800)
    {
        float[] images = new float[64 * samples], same = new float[samples];
        var noise = new Noise(4);
        for (int sample = 0; sample < samples; sample++)
        {
            int upper = (int)(8 * noise.Uniform()), lower = sample % 2 == 0 ? upper : (int)(8 * noise.Uniform());
            Span<float> image = images.AsSpan(64 * sample, 64);
            image[8 * (int)(4 * noise.Uniform()) + upper] = 1;
            image[8 * (4 + (int)(4 * noise.Uniform())) + lower] = 1;
            same[sample] = upper == lower ? 1 : 0;
        }

        return Dataset.Create().With("input", images, 1, 8, 8).With("target", same, 1);
    }

    /// <summary>The adding problem (Hochreiter and Schmidhuber 1997): of a sequence of numbers, two are marked; what is their sum?</summary>
    public static Dataset Adding(int steps, int samples = 600)
    {
        float[] sequences = new float[2 * steps * samples], sums = new float[samples];
        var noise = new Noise(5);
        for (int sample = 0; sample < samples; sample++)
        {
            int first = (int)(noise.Uniform() * steps / 2), second = steps / 2 + (int)(noise.Uniform() * steps / 2);
            for (int step = 0; step < steps; step++)
            {
                int at = 2 * (sample * steps + step);
                bool marked = step == first || step == second;
                (sequences[at], sequences[at + 1]) = ((float)noise.Uniform(), marked ? 1 : 0);
                sums[sample] += marked ? sequences[at] : 0;
            }
        }

        return Dataset.Create().With("sequence", sequences, steps, 2).With("sum", sums, 1);
    }

    /// <summary>Rows of 16 numbers, labelled by the largest of three random quadratic forms of them.</summary>
    public static Dataset Quadratic(int samples = 800)
    {
        const int Features = 16, Classes = 3;
        float[] rows = new float[Features * samples];
        int[] labels = new int[samples];
        float[] wanted = new float[Classes * samples];
        var noise = new Noise(6);
        double[] form = [.. Enumerable.Range(0, Classes * Features * Features).Select(_ => noise.Normal())];
        for (int sample = 0; sample < samples; sample++)
        {
            Span<float> row = rows.AsSpan(Features * sample, Features);
            foreach (ref float value in row)
            {
                value = (float)noise.Normal();
            }

            double best = double.NegativeInfinity;
            for (int kind = 0; kind < Classes; kind++)
            {
                double sum = 0;
                for (int i = 0; i < Features * Features; i++)
                {
                    sum += form[kind * Features * Features + i] * row[i / Features] * row[i % Features];
                }

                if (sum > best)
                {
                    (best, labels[sample]) = (sum, kind);
                }
            }

            wanted[Classes * sample + labels[sample]] = 1;
        }

        return Dataset.Create().With("input", rows, Features).With("label", labels).With("target", wanted, Classes);
    }
}
