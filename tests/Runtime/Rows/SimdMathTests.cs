using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

/// <summary>The functions in the kernels' registers, at every width that the machine has, against double.</summary>
public class SimdMathTests
{
    // A prime stride over all 2³² bit patterns: about 87 thousand floats of every size and sign, infinities and NaN among them.
    private const uint Stride = 49157;
    private static readonly float[] Inputs = [.. Enumerable.Range(0, (int)(uint.MaxValue / Stride) / 16 * 16).Select(i =>
        i switch { 0 => float.PositiveInfinity, 1 => float.NegativeInfinity, 2 => float.NaN, _ => BitConverter.UInt32BitsToSingle((uint)i * Stride) })];

    public enum Function
    {
        Exp,
        Sigmoid,
        Tanh,
        Relu,
        Gelu,
        GeluSlope,
    }

    public static IEnumerable<object[]> Cases =>
        from level in (string[])[nameof(SimdLevel.Portable), nameof(SimdLevel.Avx2), nameof(SimdLevel.Avx512)]
        from function in (Function[])[Function.Exp, Function.Sigmoid, Function.Tanh, Function.Relu]
        select (object[])[level, function];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Functions_AreWithinTheirUlps(string level, Function function)
    {
        (Func<double, double> exact, double ulps, double smallest) = function switch
        {
            Function.Exp => ((Func<double, double>)Math.Exp, 2.0, 0.0),
            Function.Sigmoid => (x => 1 / (1 + Math.Exp(-x)), 3.0, 1.2e-38),
            Function.Tanh => (Math.Tanh, 3.0, 0.0),
            _ => (x => double.IsNaN(x) ? x : Math.Max(x, 0), 0.0, 0.0),
        };
        float[] results = new float[Inputs.Length];
        SimdLevels.Run(Enum.Parse<SimdLevel>(level), new Apply(function, results));
        for (int i = 0; i < Inputs.Length; i++)
        {
            double expected = exact(Inputs[i]);
            bool same = results[i] == (float)expected || (double.IsNaN(expected) && float.IsNaN(results[i]));
            if (!same && Math.Abs(expected) >= smallest)
            {
                double error = Math.Abs(results[i] - expected) / Math.Max(float.Epsilon, MathF.BitIncrement((float)Math.Abs(expected)) - Math.Abs((float)expected));
                Assert.True(error <= ulps, $"{function}({Inputs[i]:g9}) is {results[i]:g9}, {error:g3} ulp off");
            }
        }
    }

    [Theory]
    [InlineData(nameof(SimdLevel.Portable))]
    [InlineData(nameof(SimdLevel.Avx2))]
    [InlineData(nameof(SimdLevel.Avx512))]
    public void Gelu_IsWithinRoundingOfX_AndItsSlopeOfOne(string level)
    {
        float[] values = new float[Inputs.Length], slopes = new float[Inputs.Length];
        SimdLevels.Run(Enum.Parse<SimdLevel>(level), new Apply(Function.Gelu, values));
        SimdLevels.Run(Enum.Parse<SimdLevel>(level), new Apply(Function.GeluSlope, slopes));
        for (int i = 0; i < Inputs.Length; i++)
        {
            float x = Inputs[i];
            if (float.IsFinite(x))
            {
                double distribution = Reference.NormalDistribution(x), slope = distribution + x * Reference.NormalDensity(x);
                Assert.True(Math.Abs(values[i] - x * distribution) <= 1.5e-7 * Math.Abs(x) + float.Epsilon, $"gelu({x:g9}) is {values[i]:g9}");
                Assert.True(Math.Abs(slopes[i] - slope) <= 3e-7, $"gelu'({x:g9}) is {slopes[i]:g9}");
            }
        }
    }

    private readonly unsafe struct Apply(Function function, float[] results) : ISimdAction
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            fixed (float* x = Inputs, y = results)
            {
                for (int i = 0; i < results.Length; i += TSimd.Lanes)
                {
                    TVector value = TSimd.Load(x + i);
                    TSimd.Store(y + i, function switch
                    {
                        Function.Exp => SimdMath<TSimd, TVector>.Exp(value),
                        Function.Sigmoid => SimdMath<TSimd, TVector>.Sigmoid(value),
                        Function.Tanh => SimdMath<TSimd, TVector>.Tanh(value),
                        Function.Gelu => SimdMath<TSimd, TVector>.Gelu(value),
                        Function.GeluSlope => SimdMath<TSimd, TVector>.GeluSlope(value),
                        _ => SimdMath<TSimd, TVector>.Relu(value),
                    });
                }
            }
        }
    }
}
