using System.Numerics;
using CompiledNets.Accelerated;
using CompiledNets.Kernels;

namespace CompiledNets.Device.Tests;

public class MathTests
{
    private static readonly float[] Points =
    [
        0f, -0f, 1f, -1f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon, 1.17549435e-38f,
        1e-20f, -1e-20f, 0.5f, 0.3465f, -0.3466f, 0.625f, 3f, -3f, 20f, -20f, 88.7f, -87.3f, -103.9f, 1000f, -1001f,
        .. Values.Random(300, 1, 1.5f), .. Values.Random(300, 2, 12f), .. Values.Random(100, 3, 110f),
    ];

    private static readonly Dictionary<string, (Func<float, float> Device, Func<Vector<float>, Vector<float>> Host)> Functions = new()
    {
        ["Sqrt"] = (DeviceMath.Sqrt, VectorMath.Sqrt), ["Abs"] = (DeviceMath.Abs, VectorMath.Abs), ["Square"] = (DeviceMath.Square, VectorMath.Square),
        ["Sign"] = (DeviceMath.Sign, VectorMath.Sign), ["StepPositive"] = (DeviceMath.StepPositive, VectorMath.StepPositive),
        ["Clamp"] = (x => DeviceMath.Clamp(x, -2f, 3f), x => VectorMath.Clamp(x, -2f, 3f)),
        ["ClampSlope"] = (x => DeviceMath.ClampSlope(x, -2f, 3f), x => VectorMath.ClampSlope(x, -2f, 3f)),
        ["Exp"] = (DeviceMath.Exp, VectorMath.Exp), ["ExpMinusOne"] = (DeviceMath.ExpMinusOne, VectorMath.ExpMinusOne),
        ["Log"] = (DeviceMath.Log, VectorMath.Log), ["LogOnePlus"] = (DeviceMath.LogOnePlus, VectorMath.LogOnePlus),
        ["Softplus"] = (DeviceMath.Softplus, VectorMath.Softplus), ["Relu"] = (DeviceMath.Relu, VectorMath.Relu),
        ["LeakyRelu"] = (x => DeviceMath.LeakyRelu(x, 0.1f), x => VectorMath.LeakyRelu(x, 0.1f)),
        ["LeakyReluSlope"] = (x => DeviceMath.LeakyReluSlope(x, 0.1f), x => VectorMath.LeakyReluSlope(x, 0.1f)),
        ["Elu"] = (x => DeviceMath.Elu(x, 1.5f), x => VectorMath.Elu(x, 1.5f)),
        ["EluSlope"] = (x => DeviceMath.EluSlope(x, 1.5f), x => VectorMath.EluSlope(x, 1.5f)),
        ["Sigmoid"] = (DeviceMath.Sigmoid, VectorMath.Sigmoid), ["Tanh"] = (DeviceMath.Tanh, VectorMath.Tanh),
        ["Silu"] = (DeviceMath.Silu, VectorMath.Silu), ["SiluSlope"] = (DeviceMath.SiluSlope, VectorMath.SiluSlope),
        ["Gelu"] = (DeviceMath.Gelu, VectorMath.Gelu), ["GeluSlope"] = (DeviceMath.GeluSlope, VectorMath.GeluSlope),
        ["Mish"] = (DeviceMath.Mish, VectorMath.Mish), ["MishSlope"] = (DeviceMath.MishSlope, VectorMath.MishSlope),
        ["HardSwish"] = (DeviceMath.HardSwish, VectorMath.HardSwish), ["HardSwishSlope"] = (DeviceMath.HardSwishSlope, VectorMath.HardSwishSlope),
        ["Huber"] = (x => DeviceMath.Huber(x, 0.7f), x => VectorMath.Huber(x, 0.7f)),
        ["HuberSlope"] = (x => DeviceMath.HuberSlope(x, 0.7f), x => VectorMath.HuberSlope(x, 0.7f)),
        ["XLogX"] = (DeviceMath.XLogX, VectorMath.XLogX),
        ["BinaryCrossEntropyTargetSlope"] = (DeviceMath.BinaryCrossEntropyTargetSlope, VectorMath.BinaryCrossEntropyTargetSlope),
        ["Pow 3"] = (x => DeviceMath.Pow(x, 3f), x => VectorMath.Pow(x, 3f)), ["Pow -2"] = (x => DeviceMath.Pow(x, -2f), x => VectorMath.Pow(x, -2f)),
        ["Pow 0"] = (x => DeviceMath.Pow(x, 0f), x => VectorMath.Pow(x, 0f)), ["Pow ½"] = (x => DeviceMath.Pow(x, 0.5f), x => VectorMath.Pow(x, 0.5f)),
        ["Pow -½"] = (x => DeviceMath.Pow(x, -0.5f), x => VectorMath.Pow(x, -0.5f)),
        ["Pow 2.5"] = (x => DeviceMath.Pow(x, 2.5f), x => VectorMath.Pow(x, 2.5f)), ["Pow 65"] = (x => DeviceMath.Pow(x, 65f), x => VectorMath.Pow(x, 65f)),
        ["Pow -0.3"] = (x => DeviceMath.Pow(x, -0.3f), x => VectorMath.Pow(x, -0.3f)),
    };

    private static readonly Dictionary<string, (Func<float, float, float> Device, Func<Vector<float>, Vector<float>, Vector<float>> Host)> Pairs = new()
    {
        ["Max"] = (DeviceMath.Max, VectorMath.Max), ["Min"] = (DeviceMath.Min, VectorMath.Min), ["Greater"] = (DeviceMath.Greater, VectorMath.Greater),
        ["IsGreater"] = (DeviceMath.IsGreater, VectorMath.IsGreater),
        ["Select"] = ((x, y) => DeviceMath.Select(x, y, x), (x, y) => VectorMath.Select(x, y, x)),
        ["BinaryCrossEntropy"] = (DeviceMath.BinaryCrossEntropy, VectorMath.BinaryCrossEntropy),
        ["BinaryCrossEntropySlope"] = (DeviceMath.BinaryCrossEntropySlope, VectorMath.BinaryCrossEntropySlope),
        ["BinaryCrossEntropyWithLogits"] = (DeviceMath.BinaryCrossEntropyWithLogits, VectorMath.BinaryCrossEntropyWithLogits),
        ["BinaryCrossEntropyWithLogitsSlope"] = (DeviceMath.BinaryCrossEntropyWithLogitsSlope, VectorMath.BinaryCrossEntropyWithLogitsSlope),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    public static TheoryData<string> PairNames => [.. Pairs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Function_IsTheHosts(string name)
    {
        foreach (float x in Points)
        {
            AssertNear(name, Functions[name].Host(new Vector<float>(x))[0], Functions[name].Device(x), x, 0f);
        }
    }

    [Theory]
    [MemberData(nameof(PairNames))]
    public void FunctionOfTwo_IsTheHosts(string name)
    {
        float[] others = [0f, -0f, 1f, 0.25f, float.NaN, -3f, float.PositiveInfinity];
        foreach (float x in Points)
        {
            foreach (float y in (float[])[.. others, x])
            {
                AssertNear(name, Pairs[name].Host(new Vector<float>(x), new Vector<float>(y))[0], Pairs[name].Device(x, y), x, y);
            }
        }
    }

    [Fact]
    public void SineAndCosine_AreRoundedFromDouble()
    {
        for (double x = 0; x < 7; x += 0.0137)
        {
            Assert.Equal((float)Math.Sin(x), DeviceMath.Sin(x), 1e-7f);
            Assert.Equal((float)Math.Cos(1000 * x), DeviceMath.Cos(1000 * x), 1e-7f);
            Assert.Equal(Math.Exp(x - 5), DeviceMath.DoubleExp(x - 5), 1e-13 * Math.Exp(x));
        }
    }

    // Without fused multiply-add polynomials round once more: a few units in the last place, of the largest term where terms cancel.
    private static void AssertNear(string name, float expected, float actual, float x, float y)
    {
        if (expected.Equals(actual) || BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual))
        {
            return;
        }

        float scale = MathF.Max(MathF.Abs(expected), 2e-1f * MathF.Min(1f, MathF.Max(MathF.Abs(x), MathF.Abs(x * y))));
        Assert.True(MathF.Abs(expected - actual) <= 8e-7f * scale + 2e-45f, $"{name}({x:R}, {y:R}): {expected:R} expected, {actual:R} found");
    }
}
