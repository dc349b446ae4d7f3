namespace CompiledNets.Compiler.Tests.EndToEnd;

/// <summary>State that the caller keeps and a call updates in place.</summary>
public class StateTests
{
    private delegate void StepCall(ReadOnlySpan<float> x, Span<float> state, Span<float> y);

    private delegate void SwapCall(Span<float> left, Span<float> right, Span<float> sum);

    [Theory, InlineData(1), InlineData(7), InlineData(50)]
    public void AStep_ReadsTheOldState_AndLeavesTheNew(int samples)
    {
        INetwork net = CompiledNetwork.From("""
            [Network]
            public partial class Cell
            {
                [Forward] private Tensor Step([Shape(3)] Tensor x, [Shape(3)] ref Tensor state)
                {
                    state = 0.5f * state + x;
                    return Square(state) - x;
                }
            }
            """).Create();
        var step = (StepCall)Delegate.CreateDelegate(typeof(StepCall), net, "Step");
        var random = new Random(samples);
        float[] state = new float[samples * 3], expected = new float[samples * 3], y = new float[samples * 3];
        for (int turn = 0; turn < 4; turn++)
        {
            float[] x = [.. Enumerable.Range(0, samples * 3).Select(_ => (float)random.NextDouble())];
            step(x, state, y);
            for (int i = 0; i < expected.Length; i++)
            {
                expected[i] = 0.5f * expected[i] + x[i];
                Assert.Equal(expected[i], state[i], 1e-6f);
                Assert.Equal(expected[i] * expected[i] - x[i], y[i], 1e-6f);
            }
        }
    }

    [Fact]
    public void TwoStates_CanBeSwapped()
    {
        INetwork net = CompiledNetwork.From("""
            [Network]
            public partial class Swap
            {
                [Forward] private Tensor Run([Shape(2)] ref Tensor left, [Shape(2)] ref Tensor right)
                {
                    var sum = left + right;
                    (left, right) = (right, left);
                    return sum;
                }
            }
            """).Create();
        var run = (SwapCall)Delegate.CreateDelegate(typeof(SwapCall), net, "Run");
        float[] left = [1, 2, 3, 4], right = [5, 6, 7, 8], sum = new float[4];
        run(left, right, sum);
        Assert.Equal([5, 6, 7, 8], left);
        Assert.Equal([1, 2, 3, 4], right);
        Assert.Equal([6, 8, 10, 12], sum);
    }
}
