using System.Numerics;
using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

public class VectorMathEdgeTests
{
    private const float Infinity = float.PositiveInfinity;

    public static TheoryData<string> Unary => [.. Functions.Keys];

    private static readonly Dictionary<string, Func<Vector<float>, Vector<float>>> Functions = new()
    {
        ["Exp"] = VectorMath.Exp, ["ExpMinusOne"] = VectorMath.ExpMinusOne, ["Log"] = VectorMath.Log,
        ["LogOnePlus"] = VectorMath.LogOnePlus, ["Sqrt"] = VectorMath.Sqrt, ["Abs"] = VectorMath.Abs,
        ["Square"] = VectorMath.Square, ["Reciprocal"] = VectorMath.Reciprocal, ["Sign"] = VectorMath.Sign,
        ["Tanh"] = VectorMath.Tanh, ["Sigmoid"] = VectorMath.Sigmoid, ["LogSigmoid"] = VectorMath.LogSigmoid,
        ["Erf"] = VectorMath.Erf, ["Gelu"] = VectorMath.Gelu, ["GeluSlope"] = VectorMath.GeluSlope,
        ["Silu"] = VectorMath.Silu, ["SiluSlope"] = VectorMath.SiluSlope, ["Softplus"] = VectorMath.Softplus,
        ["Relu"] = VectorMath.Relu, ["StepPositive"] = VectorMath.StepPositive,
        ["Elu"] = x => VectorMath.Elu(x, 1f), ["EluSlope"] = x => VectorMath.EluSlope(x, 1f),
        ["LeakyRelu"] = x => VectorMath.LeakyRelu(x, 0.1f), ["LeakyReluSlope"] = x => VectorMath.LeakyReluSlope(x, 0.1f),
        ["Clamp"] = x => VectorMath.Clamp(x, -1f, 1f), ["Pow 0"] = x => VectorMath.Pow(x, 0f),
        ["Pow 3"] = x => VectorMath.Pow(x, 3f), ["Pow -1"] = x => VectorMath.Pow(x, -1f), ["Pow 1.5"] = x => VectorMath.Pow(x, 1.5f),
        ["Max"] = x => VectorMath.Max(x, Vector<float>.Zero), ["Max right"] = x => VectorMath.Max(Vector<float>.Zero, x),
        ["Min"] = x => VectorMath.Min(x, Vector<float>.Zero), ["Min right"] = x => VectorMath.Min(Vector<float>.Zero, x),
        ["Greater"] = x => VectorMath.Greater(x, Vector<float>.Zero),
        ["BinaryCrossEntropy"] = x => VectorMath.BinaryCrossEntropy(x, Vector<float>.One),
        ["BinaryCrossEntropySlope"] = x => VectorMath.BinaryCrossEntropySlope(x, Vector<float>.One),
        ["BinaryCrossEntropyTargetSlope"] = VectorMath.BinaryCrossEntropyTargetSlope,
        ["WithLogits"] = x => VectorMath.BinaryCrossEntropyWithLogits(x, Vector<float>.One),
        ["WithLogitsSlope"] = x => VectorMath.BinaryCrossEntropyWithLogitsSlope(x, Vector<float>.One),
        ["Huber"] = x => VectorMath.Huber(x, 1f), ["HuberSlope"] = x => VectorMath.HuberSlope(x, 1f),
    };

    [Theory]
    [MemberData(nameof(Unary))]
    public void NaNIn_GivesNaNOut(string name) => Assert.Equal(float.NaN, At(name, float.NaN));

    [Theory]
    [InlineData("Exp", Infinity, Infinity)]
    [InlineData("Exp", -Infinity, 0f)]
    [InlineData("Exp", 1e30f, Infinity)]
    [InlineData("Exp", -1e30f, 0f)]
    [InlineData("Exp", -0f, 1f)]
    [InlineData("ExpMinusOne", -Infinity, -1f)]
    [InlineData("ExpMinusOne", Infinity, Infinity)]
    [InlineData("Log", 0f, -Infinity)]
    [InlineData("Log", 1f, 0f)]
    [InlineData("Log", Infinity, Infinity)]
    [InlineData("Log", -1f, float.NaN)]
    [InlineData("Log", -Infinity, float.NaN)]
    [InlineData("LogOnePlus", -1f, -Infinity)]
    [InlineData("LogOnePlus", Infinity, Infinity)]
    [InlineData("LogOnePlus", -2f, float.NaN)]
    [InlineData("Tanh", Infinity, 1f)]
    [InlineData("Tanh", -Infinity, -1f)]
    [InlineData("Sigmoid", Infinity, 1f)]
    [InlineData("Sigmoid", -Infinity, 0f)]
    [InlineData("Erf", Infinity, 1f)]
    [InlineData("Erf", -Infinity, -1f)]
    [InlineData("Gelu", Infinity, Infinity)]
    [InlineData("Gelu", -Infinity, 0f)]
    [InlineData("GeluSlope", Infinity, 1f)]
    [InlineData("GeluSlope", -Infinity, 0f)]
    [InlineData("Silu", Infinity, Infinity)]
    [InlineData("Silu", -Infinity, 0f)]
    [InlineData("SiluSlope", Infinity, 1f)]
    [InlineData("SiluSlope", -Infinity, 0f)]
    [InlineData("Softplus", Infinity, Infinity)]
    [InlineData("Softplus", -Infinity, 0f)]
    [InlineData("Softplus", 1e4f, 1e4f)]
    [InlineData("LogSigmoid", -1e4f, -1e4f)]
    [InlineData("Relu", -Infinity, 0f)]
    [InlineData("Relu", Infinity, Infinity)]
    [InlineData("StepPositive", 0f, 0f)]
    [InlineData("StepPositive", float.Epsilon, 1f)]
    [InlineData("StepPositive", -3f, 0f)]
    [InlineData("Sign", 0f, 0f)]
    [InlineData("Sign", -Infinity, -1f)]
    [InlineData("Sign", float.Epsilon, 1f)]
    [InlineData("Elu", -Infinity, -1f)]
    [InlineData("EluSlope", -Infinity, 0f)]
    [InlineData("LeakyRelu", -2f, -0.2f)]
    [InlineData("LeakyReluSlope", 0f, 0.1f)]
    [InlineData("Greater", 0f, 0.5f)]
    [InlineData("Clamp", -Infinity, -1f)]
    [InlineData("BinaryCrossEntropy", 0f, 100f)]
    [InlineData("BinaryCrossEntropy", 1f, 0f)]
    [InlineData("BinaryCrossEntropySlope", 0f, -1e12f)]
    [InlineData("WithLogits", -1e4f, 1e4f)]
    [InlineData("WithLogits", 1e4f, 0f)]
    [InlineData("HuberSlope", -5f, -1f)]
    public void Limits_AreReached(string name, float x, float expected) => Assert.Equal(expected, At(name, x));

    [Fact]
    public void NegativeZero_IsZero()
    {
        Assert.Equal(float.NegativeInfinity, At("Log", -0f));
        Assert.Equal(0f, At("Relu", -0f));
        Assert.Equal(0f, At("StepPositive", -0f));
        Assert.Equal(0f, At("Sign", -0f));
        Assert.Equal(0f, At("Tanh", -0f));
    }

    [Fact]
    public void Pow_FollowsC_ExceptForNaN()
    {
        float[] values = [0f, -0f, 1f, -1f, 2f, -2f, 0.5f, -0.5f, 3f, -3f, 1e30f, -1e30f, Infinity, -Infinity, 1e-40f, 1e9f];
        foreach (float x in values)
        {
            foreach (float y in values)
            {
                float expected = MathF.Pow(x, y);
                float actual = VectorMath.Pow(new Vector<float>(x), new Vector<float>(y))[0];
                Assert.True(
                    expected.Equals(actual) || Math.Abs(expected - actual) <= 2e-7f * Math.Abs(expected),
                    $"{x}^{y} is {expected}, not {actual}.");
            }
        }

        Assert.Equal(float.NaN, VectorMath.Pow(Vector<float>.One, new Vector<float>(float.NaN))[0]);
        Assert.Equal(float.NaN, VectorMath.Pow(new Vector<float>(float.NaN), Vector<float>.Zero)[0]);
    }

    [Fact]
    public void Losses_MatchTheirDefinitions()
    {
        foreach (float t in (float[])[0f, 0.3f, 1f])
        {
            foreach (float x in (float[])[-3f, -0.5f, 0.01f, 0.7f, 4f])
            {
                double p = 1 / (1 + Math.Exp(-x));
                double loss = -(t * Math.Log(p) + (1 - t) * Math.Log(1 - p));
                Vector<float> logit = new(x), target = new(t), probability = new((float)p);
                Assert.Equal(loss, VectorMath.BinaryCrossEntropyWithLogits(logit, target)[0], 1e-6);
                Assert.Equal(loss, VectorMath.BinaryCrossEntropy(probability, target)[0], 1e-5);
                Assert.Equal((p - t) / (p * (1 - p)), VectorMath.BinaryCrossEntropySlope(probability, target)[0], 1e-4);
                Assert.Equal(-x, VectorMath.BinaryCrossEntropyTargetSlope(probability)[0], 1e-5);
                Assert.Equal(p - t, VectorMath.BinaryCrossEntropyWithLogitsSlope(logit, target)[0], 1e-6);
                double huber = Math.Abs(x) <= 0.6 ? x * x / 2 : 0.6 * (Math.Abs(x) - 0.3);
                Assert.Equal(huber, VectorMath.Huber(logit, 0.6f)[0], 1e-6);
                Assert.Equal(Math.Clamp(x, -0.6f, 0.6f), VectorMath.HuberSlope(logit, 0.6f)[0]);
            }
        }
    }

    private static float At(string name, float x) => Functions[name](new Vector<float>(x))[0];
}
