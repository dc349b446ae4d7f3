using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Attention and the positions that go with it.</summary>
[References]
internal static class Attentions
{
    public static void Attention(AttentionOp op, Values[] inputs, Values y)
    {
        var x = new Operands(op, inputs);
        x.ForEachRow(y.Samples, (n, head, i) =>
        {
            double[] p = x.Probabilities(n, head, i);
            foreach (int c in x.Columns(head))
            {
                y[n, i, c] = Enumerable.Range(0, x.Keys).Sum(j => p[j] * x.V(n, j, c));
            }
        });
    }

    // dv = pᵀ·dy, ds = p∘(dp - Σ p∘dp) with dp = dy·vᵀ, dq = ds·k/√d, dk = dsᵀ·q/√d
    public static void AttentionGradient(AttentionGradientOp op, Values[] inputs, Values gradient)
    {
        Values dy = inputs[^1];
        var x = new Operands(op.Forward, inputs[..^1]);
        x.ForEachRow(gradient.Samples, (n, head, i) =>
        {
            double[] p = x.Probabilities(n, head, i);
            double[] dp = [.. Enumerable.Range(0, x.Keys).Select(j => x.Columns(head).Sum(c => dy[n, i, c] * x.V(n, j, c)))];
            double mean = p.Zip(dp, (a, b) => a * b).Sum();
            for (int j = 0; j < x.Keys; j++)
            {
                double ds = p[j] * (dp[j] - mean) * x.Scale;
                foreach (int c in x.Columns(head))
                {
                    x.DV(gradient, n, j, c) += p[j] * dy[n, i, c];
                    gradient[n, i, c] += ds * x.K(n, j, c);
                    x.DK(gradient, n, j, c) += ds * inputs[0][n, i, c];
                }
            }
        });
    }

    // The step itself is the last key that it sees.
    public static void CachedAttention(CachedAttentionOp op, Values step, Values cache, Values position, Values y)
    {
        int width = y.Shape[0], headWidth = width / op.Heads;
        (cache, position) = (Layers(cache), position.Seen(1));
        for (int n = 0; n < y.Samples; n++)
        {
            int past = position.Token(n, 0);
            double Key(int j, int c) => j == past ? step[n, width + c] : cache[n, op.Layer, j, c];
            double Value(int j, int c) => j == past ? step[n, 2 * width + c] : cache[n, op.Layer, j, width + c];
            for (int head = 0; head < op.Heads; head++)
            {
                int[] columns = [.. Enumerable.Range(head * headWidth, headWidth)];
                double[] p = [.. Enumerable.Range(0, past + 1).Select(j => Math.Exp(columns.Sum(c => step[n, c] * Key(j, c)) / Math.Sqrt(headWidth)))];
                foreach (int c in columns)
                {
                    y[n, c] = p.Select((weight, j) => weight * Value(j, c)).Sum() / p.Sum();
                }
            }
        }
    }

    public static void CacheRow(CacheRowOp op, Values step, Values cache, Values position, Values y) => Replace(op.Layer, step, cache, position, y);

    // The caller's cache changes with each store, as it would in memory.
    public static Values CacheStore(CacheStoreOp op, Values step, Values cache, Values position, Evaluation evaluation)
    {
        var y = new Values(cache.Type, cache.Samples);
        Replace(op.Layer, step, evaluation.States.GetValueOrDefault(op.Index, cache), position, y);
        return evaluation.States[op.Index] = y;
    }

    private static void Replace(int layer, Values step, Values cache, Values position, Values y)
    {
        cache.Data.CopyTo(y.Data, 0);
        (y, position) = (Layers(y), position.Seen(1));
        for (int n = 0; n < y.Samples; n++)
        {
            for (int c = 0; c < y.Shape[2]; c++)
            {
                y[n, layer, position.Token(n, 0), c] = step[n, y.Shape[2] / 2 + c];
            }
        }
    }

    private static Values Layers(Values cache) => cache.Shape.Rank == 3 ? cache : cache.Seen(1, cache.Shape[0], cache.Shape[1]);

    public static void SinusoidalEncoding(SinusoidalEncodingOp op, Values y)
    {
        for (int step = 0; step < op.Steps; step++)
        {
            for (int column = 0; column < op.Width; column++)
            {
                double angle = step / Math.Pow(10_000, column / 2 * 2 / (double)op.Width);
                y[0, step, column] = column % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle);
            }
        }
    }

    public static void Rotary(RotaryOp op, Values x, Values y)
    {
        int width = x.Shape[1] / op.Heads;
        for (int n = 0; n < y.Samples; n++)
        {
            for (int step = 0; step < x.Shape[0]; step++)
            {
                for (int column = 0; column < x.Shape[1]; column += 2)
                {
                    double angle = (op.IsBack ? -1 : 1) * step * Math.Pow(op.Period, -(column % width) / (double)width);
                    (double a, double b) = (x[n, step, column], x[n, step, column + 1]);
                    y[n, step, column] = a * Math.Cos(angle) - b * Math.Sin(angle);
                    y[n, step, column + 1] = a * Math.Sin(angle) + b * Math.Cos(angle);
                }
            }
        }
    }

    /// <summary>q, k and v, wherever they lie; the same places hold their gradients.</summary>
    private sealed class Operands(AttentionOp op, Values[] inputs)
    {
        private readonly int width = inputs[0].Shape[1] / (op.IsPacked ? 3 : 1);

        public int Queries => inputs[0].Shape[0];

        public int Keys => inputs[op.IsPacked ? 0 : 1].Shape[0];

        public double Scale => 1 / Math.Sqrt(width / op.Heads);

        public IEnumerable<int> Columns(int head) => Enumerable.Range(head * (width / op.Heads), width / op.Heads);

        public double K(int n, int j, int c) => op.IsPacked ? inputs[0][n, j, width + c] : inputs[1][n, j, c];

        public double V(int n, int j, int c) => op.IsPacked ? inputs[0][n, j, 2 * width + c] : inputs[2][n, j, c];

        public ref double DK(Values gradient, int n, int j, int c) =>
            ref op.IsPacked ? ref gradient[n, j, width + c] : ref gradient[n, Queries + j, c];

        public ref double DV(Values gradient, int n, int j, int c) =>
            ref op.IsPacked ? ref gradient[n, j, 2 * width + c] : ref gradient[n, Queries + Keys + j, c];

        public double[] Probabilities(int n, int head, int i)
        {
            Values? mask = op.HasMask(inputs.Length) ? inputs[^1] : null;
            double[] p = new double[Keys];
            for (int j = 0; j < Keys; j++)
            {
                bool hidden = (op.Causal && j > i) || mask?[n, j] == 0;
                p[j] = hidden ? 0 : Math.Exp(Scale * Columns(head).Sum(c => inputs[0][n, i, c] * K(n, j, c)));
            }

            double sum = p.Sum();
            return [.. p.Select(value => sum == 0 ? 0 : value / sum)];
        }

        public void ForEachRow(int samples, Action<int, int, int> row)
        {
            for (int n = 0; n < samples; n++)
            {
                for (int head = 0; head < op.Heads; head++)
                {
                    for (int i = 0; i < Queries; i++)
                    {
                        row(n, head, i);
                    }
                }
            }
        }
    }
}
