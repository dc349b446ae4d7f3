using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>-Σ_c p[c]·log softmax(logits)[c] in rows, and its gradients; p is the target with smoothing mixed in.</summary>
[References]
internal static class CrossEntropies
{
    public static void Labels(SoftmaxCrossEntropyOp op, Values logits, Values labels, Values y) =>
        Loss(logits, (n, row, c) => Smooth(labels.Seen(labels.Shape.Size).Token(n, row) == c ? 1 : 0, op.LabelSmoothing, logits.Shape[-1]), y);

    public static void Distribution(SoftmaxDistributionCrossEntropyOp op, Values logits, Values target, Values y) =>
        Loss(logits, (n, row, c) => Smooth(target.Rows()[n, row, c], op.LabelSmoothing, logits.Shape[-1]), y);

    public static void LabelsGradient(SoftmaxCrossEntropyGradientOp op, Values logits, Values labels, Values dLoss, Values dLogits) =>
        Gradient(
            logits, (n, row, c) => Smooth(labels.Seen(labels.Shape.Size).Token(n, row) == c ? 1 : 0, op.LabelSmoothing, logits.Shape[-1]),
            dLoss, dLogits);

    public static void DistributionGradient(SoftmaxDistributionGradientOp op, Values logits, Values target, Values dLoss, Values dLogits) =>
        Gradient(logits, (n, row, c) => Smooth(target.Rows()[n, row, c], op.LabelSmoothing, logits.Shape[-1]), dLoss, dLogits);

    // dp[c] = -dloss·(1 - smoothing)·log softmax(logits)[c]
    public static void TargetGradient(CrossEntropyTargetGradientOp op, Values logits, Values dLoss, Values dTarget)
    {
        (logits, dTarget, dLoss) = (logits.Rows(), dTarget.Rows(), dLoss.Seen(dLoss.Shape.Size));
        for (int n = 0; n < dTarget.Samples; n++)
        {
            for (int row = 0; row < logits.Shape[0]; row++)
            {
                for (int c = 0; c < logits.Shape[1]; c++)
                {
                    dTarget[n, row, c] = -dLoss[n, row] * (1 - op.LabelSmoothing) * LogSoftmax(logits, n, row, c);
                }
            }
        }
    }

    private static void Loss(Values logits, Func<int, int, int, double> target, Values y)
    {
        (logits, y) = (logits.Rows(), y.Seen(y.Shape.Size));
        for (int n = 0; n < y.Samples; n++)
        {
            for (int row = 0; row < logits.Shape[0]; row++)
            {
                for (int c = 0; c < logits.Shape[1]; c++)
                {
                    y[n, row] -= target(n, row, c) * LogSoftmax(logits, n, row, c);
                }
            }
        }
    }

    // dlogits[c] = dloss·(softmax(logits)[c]·Σ p - p[c])
    private static void Gradient(Values logits, Func<int, int, int, double> target, Values dLoss, Values dLogits)
    {
        (logits, dLogits, dLoss) = (logits.Rows(), dLogits.Rows(), dLoss.Seen(dLoss.Shape.Size));
        for (int n = 0; n < dLogits.Samples; n++)
        {
            for (int row = 0; row < logits.Shape[0]; row++)
            {
                double mass = Enumerable.Range(0, logits.Shape[1]).Sum(c => target(n, row, c));
                for (int c = 0; c < logits.Shape[1]; c++)
                {
                    dLogits[n, row, c] = dLoss[n, row] * (Math.Exp(LogSoftmax(logits, n, row, c)) * mass - target(n, row, c));
                }
            }
        }
    }

    private static double Smooth(double p, double smoothing, int classes) => (1 - smoothing) * p + smoothing / classes;

    private static double LogSoftmax(Values logits, int n, int row, int c)
    {
        double largest = double.NegativeInfinity, sum = 0;
        for (int i = 0; i < logits.Shape[1]; i++)
        {
            largest = Math.Max(largest, logits[n, row, i]);
        }

        for (int i = 0; i < logits.Shape[1]; i++)
        {
            sum += Math.Exp(logits[n, row, i] - largest);
        }

        return logits[n, row, c] - largest - Math.Log(sum);
    }
}
