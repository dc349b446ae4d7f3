using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

/// <summary>The kernels of recurrent layers against plain loops in double, and their gradients against differences of those.</summary>
public class RecurrentTests
{
    private const int Samples = 3, Steps = 5;

    public enum Kind
    {
        Rnn,
        Lstm,
        Gru,
    }

    public static IEnumerable<object[]> Cases =>
        from kind in Enum.GetValues<Kind>() from units in (int[])[1, 7, 19, 70] from reverse in (bool[])[false, true]
        from initial in (bool[])[false, true]
        select (object[])[kind, units, reverse, initial];

    /// <summary>Differences of the widest take seconds.</summary>
    public static IEnumerable<object[]> NarrowCases => Cases.Where(values => (int)values[1] < 19);

    [Theory]
    [MemberData(nameof(Cases))]
    public void States_MatchDouble(Kind kind, int units, bool reverse, bool initial)
    {
        var run = new Run(kind, new RecurrentShape(Steps, units, reverse, initial));
        Close.To(run.Expected(Sample.Double(run.P)), run.Forward(run.Shape));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void KeptGates_ChangeNoState(Kind kind, int units, bool reverse, bool initial)
    {
        var run = new Run(kind, new RecurrentShape(Steps, units, reverse, initial));
        float[] alone = run.Forward(run.Shape), kept = run.Forward(run.Keeping);
        int width = alone.Length / (Samples * Steps), keptWidth = kept.Length / (Samples * Steps);
        Assert.Equal(alone, Enumerable.Range(0, alone.Length).Select(i => kept[i / width * keptWidth + i % width]));
    }

    [Theory]
    [MemberData(nameof(NarrowCases))]
    public void Gradients_MatchDifferences(Kind kind, int units, bool reverse, bool initial)
    {
        var run = new Run(kind, new RecurrentShape(Steps, units, reverse, initial));
        int states = run.States * units;
        float[] dStates = Sample.Normal(Samples * Steps * states, seed: 9);
        float[] dp = run.Gradient(dStates);

        int gates = run.Gates * units, dSteps = Steps + (initial ? 1 : 0);
        float[] ofSteps = [.. Enumerable.Range(0, Samples).SelectMany(n => dp.AsSpan(n * dSteps * gates, Steps * gates).ToArray())];
        Close.To(Close.Differences(run.Expected, run.P, dStates), ofSteps);
        if (initial)
        {
            float[] ofHidden = [.. Enumerable.Range(0, Samples).SelectMany(n => dp.AsSpan((n * dSteps + Steps) * gates, units).ToArray())];
            Close.To(Close.Differences(h => run.Expected(Sample.Double(run.P), h), run.Hidden, dStates), ofHidden);
        }
    }

    /// <summary>So wide that products take several panels and chunks of depth: along one direction, since all would take minutes.</summary>
    [Theory]
    [InlineData(Kind.Rnn)]
    [InlineData(Kind.Lstm)]
    [InlineData(Kind.Gru)]
    public void WideGradients_MatchADifference(Kind kind)
    {
        var run = new Run(kind, new RecurrentShape(Steps, 90));
        float[] dStates = Sample.Normal(Samples * Steps * run.States * 90, seed: 9), dp = run.Gradient(dStates);
        double[] p = Sample.Double(run.P), along = Sample.Double(Sample.Normal(p.Length, seed: 10));
        double Value(double step) => run.Expected([.. p.Zip(along, (x, d) => x + step * d)]).Zip(dStates, (y, d) => y * d).Sum();
        double expected = (Value(1e-5) - Value(-1e-5)) / 2e-5, actual = dp.Zip(along, (x, d) => x * d).Sum();
        Assert.InRange(actual, expected - 1e-3, expected + 1e-3);
    }

    [Theory]
    [InlineData(Kind.Rnn)]
    [InlineData(Kind.Lstm)]
    [InlineData(Kind.Gru)]
    public void OneSample_GivesTheBitsThatItGivesAmongOthers(Kind kind)
    {
        var run = new Run(kind, new RecurrentShape(Steps, 19));
        float[] together = run.Forward(run.Shape);
        int size = run.P.Length / Samples;
        for (int n = 0; n < Samples; n++)
        {
            float[] alone = Sample.Garbage(together.Length / Samples);
            run.Forward(run.Shape, 1, run.P.AsSpan(n * size, size), alone);
            Assert.Equal(together[(n * alone.Length)..((n + 1) * alone.Length)], alone);
        }
    }

    [Theory]
    [InlineData(Kind.Rnn, 19)]
    [InlineData(Kind.Lstm, 19)]
    [InlineData(Kind.Gru, 70)]
    public void PackedWeights_GiveTheBitsThatPlainOnesGive(Kind kind, int units)
    {
        var run = new Run(kind, new RecurrentShape(Steps, units, HasInitial: true));
        float[] dStates = Sample.Normal(Samples * Steps * run.States * units, seed: 9);
        (float[] forward, float[] gradient) = (run.Forward(run.Shape), run.Gradient(dStates));
        run.Packs = true;
        Assert.Equal(forward, run.Forward(run.Shape));
        Assert.Equal(gradient, run.Gradient(dStates));
    }

    [Fact]
    public void SpansThatAreTooShort_AreRefused()
    {
        var shape = new RecurrentShape(Steps, 7, HasInitial: true);
        float[] p = new float[Steps * 7], weight = new float[49], state = new float[7], rows = new float[Steps * 7];
        Assert.Throws<ArgumentException>(() => Recurrent.Rnn(shape, 1, false, p.AsSpan(1), weight, state, rows));
        Assert.Throws<ArgumentException>(() => Recurrent.Rnn(shape, 1, false, p, weight.AsSpan(1), state, rows));
        Assert.Throws<ArgumentException>(() => Recurrent.Rnn(shape, 1, false, p, weight, default, rows));
        Assert.Throws<ArgumentException>(() => Recurrent.Rnn(shape, 1, false, p, weight, state, rows.AsSpan(1)));
    }

    /// <summary>One layer with random numbers.</summary>
    private sealed class Run(Kind kind, RecurrentShape shape)
    {
        private readonly float[] weight = Sample.Normal(GatesOf(kind) * shape.Units * shape.Units, seed: 2, scale: Math.Min(0.5, 1 / Math.Sqrt(shape.Units)));
        private readonly float[] bias = Sample.Normal(GatesOf(kind) * shape.Units, seed: 3);
        private readonly float[] cell = shape.HasInitial ? Sample.Normal(Samples * shape.Units, seed: 5) : [];

        /// <summary>Whether kernels get the weight packed.</summary>
        public bool Packs { get; set; }

        public RecurrentShape Shape => shape;

        public RecurrentShape Keeping => shape with { KeepsGates = true };

        public int Gates => GatesOf(kind);

        public int States => kind == Kind.Lstm ? 2 : 1;

        public float[] P { get; } = Sample.Normal(Samples * Steps * GatesOf(kind) * shape.Units, seed: 1);

        public float[] Hidden { get; } = shape.HasInitial ? Sample.Normal(Samples * shape.Units, seed: 4) : [];

        public float[] Forward(RecurrentShape form)
        {
            float[] rows = Sample.Garbage(Samples * Steps * Width(form));
            Forward(form, Samples, P, rows);
            return rows;
        }

        public void Forward(RecurrentShape form, int samples, ReadOnlySpan<float> p, Span<float> rows)
        {
            form = form with { PackedWeight = Packs };
            float[] weight = Weight(Recurrent.Pack);
            switch (kind)
            {
                case Kind.Rnn:
                    Recurrent.Rnn(form, samples, rectifies: false, p, weight, Hidden, rows);
                    break;
                case Kind.Lstm:
                    Recurrent.Lstm(form, samples, p, weight, Hidden, cell, rows);
                    break;
                default:
                    Recurrent.Gru(form, samples, p, weight, bias, Hidden, rows);
                    break;
            }
        }

        public float[] Gradient(float[] dStates)
        {
            float[] rows = Forward(Keeping), dRows = new float[rows.Length];
            int states = States * shape.Units, width = Width(Keeping);
            for (int i = 0; i < dStates.Length; i++)
            {
                dRows[i / states * width + i % states] = dStates[i];
            }

            float[] dp = Sample.Garbage(Samples * (Steps + (shape.HasInitial ? 1 : 0)) * Gates * shape.Units);
            RecurrentShape form = Keeping with { PackedWeight = Packs };
            float[] weight = Weight(Recurrent.PackForGradient);
            switch (kind)
            {
                case Kind.Rnn:
                    Recurrent.RnnGradient(form, Samples, rectifies: false, rows, weight, Hidden, dRows, dp);
                    break;
                case Kind.Lstm:
                    Recurrent.LstmGradient(form, Samples, rows, weight, Hidden, cell, dRows, dp);
                    break;
                default:
                    Recurrent.GruGradient(form, Samples, rows, weight, Hidden, dRows, dp);
                    break;
            }

            return dp;
        }

        public double[] Expected(double[] p) => Expected(p, Sample.Double(Hidden));

        public double[] Expected(double[] p, double[] hidden)
        {
            int units = shape.Units, gates = Gates * units, states = States * units;
            double[] rows = new double[Samples * Steps * states];
            for (int n = 0; n < Samples; n++)
            {
                double[] h = new double[units], c = new double[units];
                if (shape.HasInitial)
                {
                    hidden.AsSpan(n * units, units).CopyTo(h);
                    Sample.Double(cell.AsSpan(n * units, units)).CopyTo(c, 0);
                }

                for (int turn = 0; turn < Steps; turn++)
                {
                    int at = n * Steps + (shape.Reverse ? Steps - 1 - turn : turn);
                    Step(p.AsSpan(at * gates, gates), h, c);
                    h.CopyTo(rows, at * states);
                    c.AsSpan(0, states - units).CopyTo(rows.AsSpan(at * states + units));
                }
            }

            return rows;
        }

        private void Step(ReadOnlySpan<double> p, double[] h, double[] c)
        {
            int units = h.Length;
            double[] q = new double[p.Length], before = [.. h];
            for (int row = 0; row < q.Length; row++)
            {
                q[row] = (kind == Kind.Gru ? bias[row] : 0) + Enumerable.Range(0, units).Sum(unit => weight[row * units + unit] * before[unit]);
            }

            for (int u = 0; u < units; u++)
            {
                switch (kind)
                {
                    case Kind.Rnn:
                        h[u] = Math.Tanh(p[u] + q[u]);
                        break;
                    case Kind.Lstm:
                        double i = Sigmoid(p[u] + q[u]), f = Sigmoid(p[units + u] + q[units + u]);
                        double g = Math.Tanh(p[2 * units + u] + q[2 * units + u]), o = Sigmoid(p[3 * units + u] + q[3 * units + u]);
                        c[u] = f * c[u] + i * g;
                        h[u] = o * Math.Tanh(c[u]);
                        break;
                    default:
                        double r = Sigmoid(p[u] + q[u]), z = Sigmoid(p[units + u] + q[units + u]);
                        double candidate = Math.Tanh(p[2 * units + u] + r * q[2 * units + u]);
                        h[u] = (1 - z) * candidate + z * before[u];
                        break;
                }
            }
        }

        private float[] Weight(Packer pack)
        {
            int rows = Gates * shape.Units;
            float[] packed = Sample.Garbage((rows + 64) * (shape.Units + 64));
            pack(rows, shape.Units, weight, packed);
            return Packs ? packed : weight;
        }

        private delegate void Packer(int rows, int units, ReadOnlySpan<float> weight, Span<float> packed);

        private int Width(RecurrentShape form) => (States + (form.KeepsGates && kind != Kind.Rnn ? 4 : 0)) * shape.Units;

        private static int GatesOf(Kind kind) => kind switch { Kind.Rnn => 1, Kind.Lstm => 4, _ => 3 };

        private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    }
}
