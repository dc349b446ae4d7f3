using System.Numerics;
using CompiledNets.Kernels;

namespace CompiledNets.Tests.Rows;

/// <summary>One float at a time or a vector: the same bits.</summary>
public class ScalarMathTests
{
    private static readonly float[] Edges =
    [
        0f, -0f, 1f, -1f, 0.3f, -2.5f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    [Fact]
    public void ScalarsAndVectors_HaveTheSameBits()
    {
        foreach (float x in Edges)
        {
            var lanes = new Vector<float>(x);
            Same(VectorMath.Abs(lanes), ScalarMath.Abs(x));
            Same(VectorMath.Relu(lanes), ScalarMath.Relu(x));
            Same(VectorMath.Sqrt(lanes), ScalarMath.Sqrt(x));
            Same(VectorMath.StepPositive(lanes), ScalarMath.StepPositive(x));
            foreach (float y in Edges)
            {
                Same(VectorMath.Max(lanes, new Vector<float>(y)), ScalarMath.Max(x, y));
                Same(VectorMath.Min(lanes, new Vector<float>(y)), ScalarMath.Min(x, y));
            }
        }
    }

    private static void Same(Vector<float> expected, float actual) =>
        Assert.True(
            float.IsNaN(expected[0]) ? float.IsNaN(actual) : BitConverter.SingleToInt32Bits(expected[0]) == BitConverter.SingleToInt32Bits(actual),
            $"{expected[0]} and {actual}");
}
