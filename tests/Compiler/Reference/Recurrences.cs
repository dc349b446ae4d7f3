using CompiledNets.Compiler.Ops;

namespace CompiledNets.Compiler.Tests.Reference;

/// <summary>Recurrent layers and their gradients through time, one unit of one step of one sample after another.</summary>
[References]
internal static class Recurrences
{
    // h' = tanh(p + W·h)
    public static void Rnn(RnnOp op, Values[] inputs, Values rows) => ForEachStep(op, rows, (n, step, u) =>
    {
        double sum = inputs[0][n, step, u] + FromState(op, inputs, rows, n, step, u);
        rows[n, step, u] = op.Rectifies ? Math.Max(sum, 0) : Math.Tanh(sum);
    });

    // c' = σ(f)·c + σ(i)·tanh(g), h' = σ(o)·tanh(c')
    public static void Lstm(LstmOp op, Values[] inputs, Values rows)
    {
        int units = op.Form.Units;
        ForEachStep(op, rows, (n, step, u) =>
        {
            double[] sums = [.. Enumerable.Range(0, 4).Select(gate =>
                inputs[0][n, step, gate * units + u] + FromState(op, inputs, rows, n, step, gate * units + u))];
            double[] gates = [Sigmoid(sums[0]), Sigmoid(sums[1]), Math.Tanh(sums[2]), Sigmoid(sums[3])];
            double cell = gates[1] * Before(op, inputs, 3, rows, n, step, 1, u) + gates[0] * gates[2];
            Write(rows, units, n, step, u, [gates[3] * Math.Tanh(cell), cell, .. gates]);
        });
    }

    // r = σ(p_r + q_r), z = σ(p_z + q_z), n = tanh(p_n + r·q_n), h' = (1 - z)·n + z·h, with q = W·h + b
    public static void Gru(GruOp op, Values[] inputs, Values rows)
    {
        int units = op.Form.Units;
        ForEachStep(op, rows, (n, step, u) =>
        {
            double[] q = [.. Enumerable.Range(0, 3).Select(gate =>
                FromState(op, inputs, rows, n, step, gate * units + u) + (op.HasBias ? inputs[^1][n, gate * units + u] : 0))];
            double reset = Sigmoid(inputs[0][n, step, u] + q[0]), update = Sigmoid(inputs[0][n, step, units + u] + q[1]);
            double candidate = Math.Tanh(inputs[0][n, step, 2 * units + u] + reset * q[2]);
            double hidden = (1 - update) * candidate + update * Before(op, inputs, 2, rows, n, step, 0, u);
            Write(rows, units, n, step, u, [hidden, reset, update, candidate, q[2]]);
        });
    }

    // (dr, dz, r·dn), r being the second block of a row
    public static void GruStateGradient(GruStateGradientOp op, Values dp, Values rows, Values dq)
    {
        for (int n = 0; n < dq.Samples; n++)
        {
            for (int step = 0; step < dq.Shape[0]; step++)
            {
                for (int at = 0; at < 3 * op.Units; at++)
                {
                    dq[n, step, at] = dp[n, step, at] * (at < 2 * op.Units ? 1 : rows[n, step, at - op.Units]);
                }
            }
        }
    }

    // Inputs: rows, W, dRows, and the first states.
    public static void Gradient(RecurrentGradientOp op, Values[] inputs, Values dp)
    {
        (Values rows, Values weight, Values dRows) = (inputs[0], inputs[1], inputs[2]);
        int units = op.Forward.Form.Units, steps = rows.Shape[0];
        for (int n = 0; n < rows.Samples; n++)
        {
            double[] dh = new double[units], dc = new double[units];
            foreach (int step in Order(op.Forward, steps).Reverse())
            {
                double[] dq = new double[op.Forward.Gates * units];
                for (int u = 0; u < units; u++)
                {
                    dh[u] += dRows[n, step, u];
                    double[] kept = [.. Enumerable.Range(0, rows.Shape[1] / units).Select(block => rows[n, step, block * units + u])];
                    double before = op.Forward.States == 1
                        ? Before(op.Forward, inputs, 3, rows, n, step, 0, u)
                        : Before(op.Forward, inputs, 4, rows, n, step, 1, u);
                    dc[u] += op.OfHidden || op.Forward.States == 1 ? 0 : dRows[n, step, units + u];
                    (double[] gates, double[] fromState) = GatesBack(op.Forward, kept, before, ref dh[u], ref dc[u]);
                    for (int gate = 0; gate < gates.Length; gate++)
                    {
                        dp[n, step, gate * units + u] = gates[gate];
                        dq[gate * units + u] = fromState[gate];
                    }
                }

                for (int row = 0; row < dq.Length; row++)
                {
                    for (int u = 0; u < units; u++)
                    {
                        dh[u] += dq[row] * weight[n, row, u];
                    }
                }
            }

            for (int u = 0; u < units && op.Forward.Form.HasInitial; u++)
            {
                dp[n, steps, u] = dh[u];
                if (op.Forward.States == 2)
                {
                    dp[n, steps, units + u] = dc[u];
                }
            }
        }
    }

    // dW[g,u] = Σ dq[n,t,g]·h[n,t - 1,u]
    public static void WeightGradient(RecurrentWeightGradientOp op, Values[] inputs, Values dWeight)
    {
        (Values dq, Values rows) = (inputs[0], inputs[1]);
        for (int n = 0; n < dq.Samples; n++)
        {
            for (int step = 0; step < dq.Shape[0]; step++)
            {
                for (int gate = 0; gate < dq.Shape[1]; gate++)
                {
                    for (int u = 0; u < op.Forward.Form.Units; u++)
                    {
                        dWeight[0, gate, u] += dq[n, step, gate] * Before(op.Forward, inputs, 2, rows, n, step, 0, u);
                    }
                }
            }
        }
    }

    /// <summary>The gradients of a unit's gates at one step, and of what the state gives to them; those of the states become those before the
    /// step, but for what goes through W.</summary>
    private static (double[] Gates, double[] FromState) GatesBack(RecurrentOp op, double[] row, double before, ref double dh, ref double dc)
    {
        double gradient = dh;
        switch (op)
        {
            case RnnOp rnn:
                double slope = !rnn.Rectifies ? 1 - row[0] * row[0] : row[0] > 0 ? 1 : 0;
                dh = 0;
                return ([gradient * slope], [gradient * slope]);
            case LstmOp:
                (double cell, double i, double f, double g, double o) = (Math.Tanh(row[1]), row[2], row[3], row[4], row[5]);
                double dCell = dc + gradient * o * (1 - cell * cell);
                double[] gates = [dCell * g * i * (1 - i), dCell * before * f * (1 - f), dCell * i * (1 - g * g), gradient * cell * o * (1 - o)];
                (dh, dc) = (0, dCell * f);
                return (gates, gates);
            default:
                (double r, double z, double n, double m) = (row[1], row[2], row[3], row[4]);
                double dn = gradient * (1 - z) * (1 - n * n), dr = dn * m * r * (1 - r), dz = gradient * (before - n) * z * (1 - z);
                dh = gradient * z;
                return ([dr, dz, dn], [dr, dz, dn * r]);
        }
    }

    // Σ_k W[row,k]·h[k], h being the state before the step.
    private static double FromState(RecurrentOp op, Values[] inputs, Values rows, int n, int step, int row) => Enumerable.Range(0, op.Form.Units)
        .Sum(unit => inputs[1][n, row, unit] * Before(op, inputs, 2, rows, n, step, 0, unit));

    /// <summary>A state before a step: of the step that was computed before it, or the given one, input number <paramref name="first"/>.</summary>
    private static double Before(RecurrentOp op, Values[] inputs, int first, Values rows, int n, int step, int state, int unit)
    {
        int last = op.Form.Reverse ? step + 1 : step - 1;
        return last >= 0 && last < rows.Shape[0] ? rows[n, last, state * op.Form.Units + unit]
            : op.Form.HasInitial ? inputs[first][n, unit]
            : 0;
    }

    private static IEnumerable<int> Order(RecurrentOp op, int steps) =>
        Enumerable.Range(0, steps).Select(turn => op.Form.Reverse ? steps - 1 - turn : turn);

    private static void ForEachStep(RecurrentOp op, Values rows, Action<int, int, int> compute)
    {
        for (int n = 0; n < rows.Samples; n++)
        {
            foreach (int step in Order(op, rows.Shape[0]))
            {
                for (int unit = 0; unit < op.Form.Units; unit++)
                {
                    compute(n, step, unit);
                }
            }
        }
    }

    // As many blocks as the row has.
    private static void Write(Values rows, int units, int n, int step, int unit, double[] blocks)
    {
        for (int block = 0; block < rows.Shape[1] / units; block++)
        {
            rows[n, step, block * units + unit] = blocks[block];
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
