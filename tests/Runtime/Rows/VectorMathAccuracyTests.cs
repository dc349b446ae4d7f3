using System.Numerics;
using CompiledNets.Kernels;
using Xunit.Abstractions;

namespace CompiledNets.Tests.Rows;

/// <summary>Dense sweeps over all floats against double, measured in units in the last place of float.</summary>
public class VectorMathAccuracyTests(ITestOutputHelper output)
{
    // A prime stride over all 2³² bit patterns: about 350 thousand floats of every size and sign.
    private const int Stride = 12289;

    [Fact]
    public void Exp_IsWithin2Ulp() => Sweep(VectorMath.Exp, Math.Exp, 2);

    [Fact]
    public void ExpMinusOne_IsWithin4Ulp() =>
        Sweep(VectorMath.ExpMinusOne, x => Math.Abs(x) < 1e-5 ? x + x * x / 2 + x * x * x / 6 : Math.Exp(x) - 1, 4);

    [Fact]
    public void Log_IsWithin2Ulp() => Sweep(VectorMath.Log, Math.Log, 2);

    [Fact]
    public void LogOnePlus_IsWithin2Ulp() => Sweep(VectorMath.LogOnePlus, Reference.LogOnePlus, 2);

    [Fact]
    public void Softplus_IsWithin3Ulp() =>
        Sweep(VectorMath.Softplus, x => Math.Max(x, 0) + Reference.LogOnePlus(Math.Exp(-Math.Abs(x))), 3);

    [Fact]
    public void Tanh_IsWithin2Ulp() => Sweep(VectorMath.Tanh, Math.Tanh, 2);

    [Fact]
    public void Sigmoid_IsWithin3Ulp() => Sweep(VectorMath.Sigmoid, x => 1 / (1 + Math.Exp(-x)), 3, smallest: 1.2e-38);

    [Fact]
    public void Erf_IsWithin2Ulp() => Sweep(VectorMath.Erf, Reference.Erf, 2);

    [Fact]
    public void Gelu_IsWithin1e7OfTheLargerOfItAndX() =>
        SweepScaled(VectorMath.Gelu, x => x * Reference.NormalDistribution(x), x => Math.Max(1e-30, Math.Abs(x)), 1.5e-7);

    [Fact]
    public void Slopes_AreWithinFloatRoundingOfOne()
    {
        SweepScaled(VectorMath.GeluSlope, x => Reference.NormalDistribution(x) + x * Reference.NormalDensity(x), _ => 1, 3e-7);
        SweepScaled(VectorMath.SiluSlope, x =>
        {
            double sigmoid = 1 / (1 + Math.Exp(-x));
            return sigmoid * (1 + x * (1 - sigmoid));
        }, _ => 1, 3e-7);
        SweepScaled(VectorMath.Silu, x => x / (1 + Math.Exp(-x)), x => Math.Max(1e-30, Math.Abs(x)), 3e-7);
        SweepScaled(x => VectorMath.Elu(x, 0.7f), x => x > 0 ? x : 0.7f * (Math.Exp(x) - 1), _ => 1, 3e-7);
        SweepScaled(x => VectorMath.EluSlope(x, 0.7f), x => x > 0 ? 1 : 0.7f * Math.Exp(x), _ => 1, 3e-7);
    }

    [Fact]
    public void MishAndHardSwish_AreWithinFloatRoundingOfX()
    {
        static double Gate(double x) => x > 30 ? 1 : Math.Tanh(Reference.LogOnePlus(Math.Exp(x)));
        SweepScaled(VectorMath.Mish, x => x * Gate(x), x => Math.Max(1e-30, Math.Abs(x)), 4e-7);
        SweepScaled(
            VectorMath.MishSlope, x => Gate(x) + (Math.Abs(x) > 100 ? 0 : x * (1 - Gate(x) * Gate(x)) / (1 + Math.Exp(-x))), _ => 1, 1e-6);
        SweepScaled(VectorMath.HardSwish, x => x * (Math.Clamp(x + 3, 0, 6) / 6), x => Math.Max(1e-30, Math.Abs(x)), 3e-7);
        SweepScaled(VectorMath.HardSwishSlope, x => x < -3 ? 0 : x > 3 ? 1 : x / 3 + 0.5, _ => 1, 3e-7);
    }

    [Theory]
    [InlineData(2.5f)]
    [InlineData(-1.7f)]
    [InlineData(0.3333f)]
    [InlineData(0.5f)]
    [InlineData(-0.5f)]
    [InlineData(100f)]
    public void Pow_IsWithin2Ulp(float exponent) => Sweep(x => VectorMath.Pow(x, exponent), x => Math.Pow(x, exponent), 2);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0.5)]
    [InlineData(3, 1.5)]
    [InlineData(-1, 0.5)]
    [InlineData(-2, 2)]
    [InlineData(5, 3)]
    public void Pow_ByMultiplication_LosesHalfAnUlpEach(int exponent, double ulps) =>
        Sweep(x => VectorMath.Pow(x, exponent), x => Math.Pow(x, exponent), ulps, smallest: 1e-37);

    private void Sweep(Func<Vector<float>, Vector<float>> kernel, Func<double, double> exact, double ulps, double smallest = 0) =>
        Compare(kernel, exact, (_, expected) => Math.Abs(expected) < smallest ? double.PositiveInfinity : Ulp(expected), ulps);

    private void SweepScaled(
        Func<Vector<float>, Vector<float>> kernel, Func<double, double> exact, Func<double, double> scale, double tolerance) =>
        Compare(kernel, exact, (x, expected) => Math.Max(scale(x), Math.Abs(expected)), tolerance);

    private void Compare(
        Func<Vector<float>, Vector<float>> kernel, Func<double, double> exact, Func<double, double, double> unit, double most)
    {
        double worst = 0;
        float worstAt = 0;
        uint bits = 0;
        for (int vector = 0; vector < (int)(uint.MaxValue / Stride) / Lanes.Count; vector++)
        {
            Vector<float> x = default;
            for (int lane = 0; lane < Lanes.Count; lane++, bits += Stride)
            {
                float value = BitConverter.UInt32BitsToSingle(bits);
                x = x.WithElement(lane, float.IsFinite(value) ? value : 1f);
            }

            Vector<float> y = kernel(x);
            for (int lane = 0; lane < Lanes.Count; lane++)
            {
                double expected = exact(x[lane]);
                float nearest = (float)expected;
                if (y[lane] == nearest || (float.IsNaN(nearest) && float.IsNaN(y[lane])))
                {
                    continue;
                }

                double error = Math.Abs(y[lane] - expected) / unit(x[lane], expected);
                if (!(error <= worst))
                {
                    (worst, worstAt) = (error, x[lane]);
                }
            }
        }

        output.WriteLine($"worst error {worst:g3} at {worstAt:g9}");
        Assert.True(worst <= most, $"error {worst:g3} at {worstAt:g9}");
    }

    // The distance between neighbouring floats around the value; the largest float's for what rounds to infinity.
    private static double Ulp(double value)
    {
        int exponent = Math.Clamp(value == 0 ? -126 : Math.ILogB(value), -126, 127);
        return Math.ScaleB(1, exponent - 23);
    }
}
