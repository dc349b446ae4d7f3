using CompiledNets.Compiler.Graphs;
using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Batch and layer normalisation. Moments are the mean and 1/√(variance + ε).</summary>
[References]
internal static class Norms
{
    // ---- Batch --------------------------------------------------------------------------------------------------

    public static void BatchMoments(BatchMomentsOp op, Values x, Values moments)
    {
        for (int c = 0; c < moments.Shape[1]; c++)
        {
            (moments[0, 0, c], moments[0, 1, c]) = Moments(Channel(x, c), op.Epsilon);
        }
    }

    public static void RunningMoments(RunningMomentsOp op, Values mean, Values variance, Values moments)
    {
        for (int c = 0; c < moments.Shape[1]; c++)
        {
            (moments[0, 0, c], moments[0, 1, c]) = (mean[0, c], 1 / Math.Sqrt(variance[0, c] + op.Epsilon));
        }
    }

    // torch.nn.BatchNorm2d: the running variance follows the unbiased one.
    public static Values UpdateRunning(UpdateRunningOp op, Values moments, Values mean, Values variance, Evaluation evaluation)
    {
        double count = op.Pixels * (op.Batched ? evaluation.Samples : 1), unbiased = count / Math.Max(1, count - 1);
        for (int c = 0; c < moments.Shape[1]; c++)
        {
            double batchVariance = 1 / (moments[0, 1, c] * moments[0, 1, c]) - op.Epsilon;
            mean[0, c] = (1 - op.Momentum) * mean[0, c] + op.Momentum * moments[0, 0, c];
            variance[0, c] = (1 - op.Momentum) * variance[0, c] + op.Momentum * batchVariance * unbiased;
        }

        return mean;
    }

    public static double BatchNorm(BatchNormOp op, double x, double mean, double inverse, double weight, double bias) =>
        (x - mean) * inverse * weight + bias;

    public static void BatchNormSums(BatchNormSumsOp op, Values x, Values dy, Values moments, Values sums)
    {
        for (int c = 0; c < sums.Shape[1]; c++)
        {
            double mean = moments[0, 0, c], inverse = moments[0, 1, c];
            sums[0, 0, c] = Channel(dy, c).Sum();
            sums[0, 1, c] = Channel(dy, c).Zip(Channel(x, c), (d, value) => d * (value - mean) * inverse).Sum();
        }
    }

    public static double BatchNormInputGradient(
        BatchNormInputGradientOp op, double x, double dy, double mean, double inverse, double weight, double sum, double sumNormal, double share) =>
        inverse * weight * (dy - share * sum - (x - mean) * inverse * share * sumNormal);

    private static IEnumerable<double> Channel(Values x, int channel)
    {
        Values images = x.Seen(x.Shape[0], 1, x.Shape.SizeOf(1, x.Shape.Rank));
        return Pixels.Of(images).Where(pixel => pixel.Channel == channel).Select(pixel => images[pixel.Sample, channel, 0, pixel.Column]);
    }

    // ---- Layer --------------------------------------------------------------------------------------------------

    public static void LayerNorm(LayerNormOp op, Values x, Values weight, Values bias, Values y)
    {
        ForEachRow(x, op.Epsilon, (n, row, i, normal, _) => y.Rows()[n, row, i] = normal * weight[n, i] + bias[n, i]);
    }

    // dx = inverse·(g - mean g - x̂·mean(g·x̂)), g = weight·dy
    public static void LayerNormInputGradient(LayerNormInputGradientOp op, Values x, Values weight, Values dy, Values dx)
    {
        int width = x.Shape[-1];
        var sums = new Values(dx.Type.With(Shape.Of(x.Shape.Size / width, 2)), dx.Samples);
        ForEachRow(x, op.Epsilon, (n, row, i, normal, _) =>
        {
            double g = weight[n, i] * dy.Rows()[n, row, i];
            sums[n, row, 0] += g;
            sums[n, row, 1] += g * normal;
        });
        ForEachRow(x, op.Epsilon, (n, row, i, normal, inverse) => dx.Rows()[n, row, i] =
            inverse * (weight[n, i] * dy.Rows()[n, row, i] - sums[n, row, 0] / width - normal * sums[n, row, 1] / width));
    }

    public static void LayerNormSums(LayerNormSumsOp op, Values x, Values dy, Values sums) => ForEachRow(x, op.Epsilon, (n, row, i, normal, _) =>
    {
        sums[n, 0, i] += dy.Rows()[n, row, i] * normal;
        sums[n, 1, i] += dy.Rows()[n, row, i];
    });

    // ---- Rows without scale and shift ---------------------------------------------------------------------------

    public static void NormaliseRows(NormaliseRowsOp op, Values x, Values y) =>
        ForEachRow(x, op.Epsilon, (n, row, i, normal, _) => y[n, row, i] = normal);

    public static void NormaliseRowsGradient(NormaliseRowsGradientOp op, Values x, Values dy, Values dx)
    {
        int width = x.Shape[-1];
        var sums = new Values(dx.Type.With(Shape.Of(x.Shape[0], 2)), dx.Samples);
        ForEachRow(x, op.Epsilon, (n, row, i, normal, _) =>
        {
            sums[n, row, 0] += dy[n, row, i];
            sums[n, row, 1] += dy[n, row, i] * normal;
        });
        ForEachRow(x, op.Epsilon, (n, row, i, normal, inverse) =>
            dx[n, row, i] = inverse * (dy[n, row, i] - sums[n, row, 0] / width - normal * sums[n, row, 1] / width));
    }

    private delegate void Entry(int sample, int row, int i, double normal, double inverse);

    private static void ForEachRow(Values x, double epsilon, Entry entry)
    {
        Values rows = x.Rows();
        for (int n = 0; n < rows.Samples; n++)
        {
            for (int row = 0; row < rows.Shape[0]; row++)
            {
                double[] values = [.. Enumerable.Range(0, rows.Shape[1]).Select(i => rows[n, row, i])];
                (double mean, double inverse) = Moments(values, epsilon);
                for (int i = 0; i < values.Length; i++)
                {
                    entry(n, row, i, (values[i] - mean) * inverse, inverse);
                }
            }
        }
    }

    private static (double Mean, double Inverse) Moments(IEnumerable<double> x, double epsilon)
    {
        double[] values = [.. x];
        double mean = values.Average();
        return (mean, 1 / Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) + epsilon));
    }
}
