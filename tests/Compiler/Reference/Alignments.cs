using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Alignments of steps with labels, in plain probabilities: short sequences need no logarithms in double.</summary>
[References]
internal static class Alignments
{
    public static void CTC(CTCOp op, Values[] inputs, Values losses)
    {
        for (int n = 0; n < losses.Samples; n++)
        {
            var sample = new Sample(inputs, n, op.Blank, hasSteps: inputs.Length == 4);
            bool isLost = op.ZeroInfinity && sample.Probability == 0;
            losses[n] = isLost ? 0 : -Math.Log(sample.Probability) / Math.Max(1, sample.Labels);
        }
    }

    public static void CTCGradient(CTCGradientOp op, Values[] inputs, Values dLogits)
    {
        for (int n = 0; n < dLogits.Samples; n++)
        {
            var sample = new Sample(inputs[..^1], n, op.Blank, hasSteps: inputs.Length == 5);
            if (op.ZeroInfinity && sample.Probability == 0)
            {
                continue;
            }

            double scale = inputs[^1][n] / Math.Max(1, sample.Labels);
            for (int t = 0; t < sample.Steps; t++)
            {
                for (int k = 0; k < dLogits.Shape[1]; k++)
                {
                    dLogits[n, t, k] += scale * sample.Softmax(t, k);
                }

                for (int s = 0; s < sample.States; s++)
                {
                    dLogits[n, t, sample.ClassOf(s)] -= scale * sample.Alpha[t, s] * sample.Beta[t, s] / sample.Probability;
                }
            }
        }
    }

    private sealed class Sample
    {
        private readonly Values logits;
        private readonly Values labels;
        private readonly int n;
        private readonly int blank;

        public Sample(Values[] inputs, int n, int blank, bool hasSteps)
        {
            (logits, labels, this.n, this.blank) = (inputs[0], inputs[1], n, blank);
            Steps = hasSteps ? inputs[2].Token(n) : logits.Shape[0];
            Labels = inputs[hasSteps ? 3 : 2].Token(n);
            Alpha = new double[Steps, States];
            Beta = new double[Steps, States];
            for (int t = 0; t < Steps; t++)
            {
                for (int s = 0; s < States; s++)
                {
                    double before = t == 0 ? (s < 2 ? 1 : 0) : Enumerable.Range(0, s + 1).Where(from => Follows(from, s)).Sum(from => Alpha[t - 1, from]);
                    Alpha[t, s] = before * Softmax(t, ClassOf(s));
                }
            }

            for (int t = Steps - 1; t >= 0; t--)
            {
                for (int s = 0; s < States; s++)
                {
                    Beta[t, s] = t == Steps - 1 ? (s >= States - 2 ? 1 : 0)
                        : Enumerable.Range(s, States - s).Where(to => Follows(s, to)).Sum(to => Beta[t + 1, to] * Softmax(t + 1, ClassOf(to)));
                }
            }

            Probability = Steps == 0 ? (Labels == 0 ? 1 : 0) : Enumerable.Range(0, States).Where(s => s >= States - 2).Sum(s => Alpha[Steps - 1, s]);
        }

        public int Steps { get; }

        public int Labels { get; }

        public int States => 2 * Labels + 1;

        public double Probability { get; }

        /// <summary>p(steps 0 to t, and state s at t).</summary>
        public double[,] Alpha { get; }

        /// <summary>p(steps after t, given state s at t).</summary>
        public double[,] Beta { get; }

        public int ClassOf(int s) => s % 2 == 0 ? blank : labels.Token(n, s / 2);

        public double Softmax(int t, int k) =>
            1 / Enumerable.Range(0, logits.Shape[1]).Sum(other => Math.Exp(logits[n, t, other] - logits[n, t, k]));

        private bool Follows(int from, int to) =>
            to - from is 0 or 1 || (to - from == 2 && to % 2 == 1 && ClassOf(from) != ClassOf(to));
    }
}
