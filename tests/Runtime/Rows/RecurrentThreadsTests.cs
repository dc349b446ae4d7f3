using CompiledNets.Kernels;
using CompiledNets.Tests.Products;

namespace CompiledNets.Tests.Rows;

/// <summary>Recurrent layers whose steps two threads share.</summary>
public sealed class RecurrentThreadsTests : ThreadTests
{
    /// <summary>Few samples of many units: two threads share each step, or one takes all of it.</summary>
    [Theory]
    [InlineData(RecurrentTests.Kind.Lstm, 1)]
    [InlineData(RecurrentTests.Kind.Lstm, 2)]
    [InlineData(RecurrentTests.Kind.Lstm, 5)]
    [InlineData(RecurrentTests.Kind.Gru, 2)]
    public void SharedSteps_GiveTheBitsOfManySamples(RecurrentTests.Kind kind, int threads)
    {
        const int Many = 6, Long = 40, Units = 128;
        int gates = (kind == RecurrentTests.Kind.Gru ? 3 : 4) * Units, width = (kind == RecurrentTests.Kind.Gru ? 1 : 2) * Units;
        var shape = new RecurrentShape(Long, Units, Reverse: true, HasInitial: true);
        float[] p = Sample.Normal(Many * Long * gates, seed: 1), weight = Sample.Normal(gates * Units, seed: 2, scale: 0.05);
        float[] bias = Sample.Normal(gates, seed: 3), hidden = Sample.Normal(Many * Units, seed: 4), cell = Sample.Normal(Many * Units, seed: 5);
        float[] together = Forward(0, Many);
        WorkPool.Threads = threads;
        for (int n = 0; n < 3 * Many; n++)
        {
            Assert.Equal(together.AsSpan(n % Many * Long * width, Long * width).ToArray(), Forward(n % Many, 1));
        }

        float[] Forward(int first, int samples)
        {
            float[] rows = Sample.Garbage(samples * Long * width);
            ReadOnlySpan<float> ofInput = p.AsSpan(first * Long * gates, samples * Long * gates), h = hidden.AsSpan(first * Units, samples * Units);
            if (kind == RecurrentTests.Kind.Gru)
            {
                Recurrent.Gru(shape, samples, ofInput, weight, bias, h, rows);
            }
            else
            {
                Recurrent.Lstm(shape, samples, ofInput, weight, h, cell.AsSpan(first * Units, samples * Units), rows);
            }

            return rows;
        }
    }
}
