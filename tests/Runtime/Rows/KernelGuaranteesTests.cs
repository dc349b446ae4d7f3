using CompiledNets.Kernels;
using CompiledNets.Tests.Products;

namespace CompiledNets.Tests.Rows;

/// <summary>What every kernel promises: no allocation once warm, and results that do not depend on the number of threads.</summary>
[Collection(nameof(UsesThreads))]
public class KernelGuaranteesTests
{
    private const int Rows = 600, Width = 70, Samples = 6, Channels = 100, Inner = 70;
    private static readonly Pool2DShape Pool = new(10, 20, 21, 3, 3, 2, 2, 1, 1);

    private static readonly RecurrentShape Sequence = new(Steps: 20, Units: 50, KeepsGates: true);
    private static readonly AttentionShape Attended = new(Heads: 2, Queries: 100, Keys: 100, Width: 20, Causal: true);
    private static readonly RotaryTable Angles = new(100, 10, 10_000);

    private static readonly int[] Shape = [Samples, Channels, Inner / 2, 2], Axes = [2, 0, 3, 1];

    private readonly float[] x = Sample.Normal(Rows * Width, seed: 1);
    private readonly float[] dy = Sample.Normal(Rows * Width, seed: 2);
    private readonly float[] y = new float[Rows * Width];
    private readonly float[] column = Sample.Normal(Rows * Width, seed: 3);
    private readonly float[] row = new float[400];
    private readonly float[] row2 = new float[400];
    private readonly float[] moments = Sample.Uniform(400, seed: 4, low: 0.5);
    private readonly int[] labels = Sample.Indices(Rows, seed: 5, below: Width);

    // Each writes y, row or row2 alone.
    private Dictionary<string, Action> Kernels => new()
    {
        ["Reduction.Sum"] = () => Reduction.Sum(Rows, Width, 1, x, y),
        ["Reduction.Mean"] = () => Reduction.Mean(Samples, Channels, Inner, x, y),
        ["Reduction.MeanGradient"] = () => Reduction.MeanGradient(Samples, Channels, Inner, dy, y),
        ["Reduction.Max"] = () => Reduction.Max(Rows, Width, 1, x, y),
        ["Reduction.MaxGradient"] = () => Reduction.MaxGradient(Samples, Channels, Inner, x, dy, y),
        ["Reduction.SumRows"] = () => Reduction.SumRows(Rows, Width, x, row),
        ["Reduction.SumRows, wide"] = () => Reduction.SumRows(Rows / 5, Width * 5, x, row),
        ["Reduction.SumChannels"] = () => Reduction.SumChannels(Samples, Channels, Inner, x, row),
        ["Softmax.Forward"] = () => Softmax.Forward(Rows, Width, x, y),
        ["Softmax.Gradient"] = () => Softmax.Gradient(Rows, Width, x, dy, y),
        ["LogSoftmax.Forward"] = () => LogSoftmax.Forward(Rows, Width, x, y),
        ["LogSoftmax.Gradient"] = () => LogSoftmax.Gradient(Rows, Width, x, dy, y),
        ["CrossEntropy.CheckLabels"] = () => CrossEntropy.CheckLabels(labels, Width, "labels"),
        ["CrossEntropy.Forward"] = () => CrossEntropy.Forward(Rows, Width, x, labels, 0.1f, y),
        ["CrossEntropy.Gradient"] = () => CrossEntropy.Gradient(Rows, Width, x, labels, 0.1f, column, y),
        ["CrossEntropy.Forward, distributions"] = () => CrossEntropy.Forward(Rows, Width, x, dy, 0.1f, y),
        ["CrossEntropy.Gradient, distributions"] = () => CrossEntropy.Gradient(Rows, Width, x, dy, 0.1f, column, y),
        ["CrossEntropy.TargetGradient"] = () => CrossEntropy.TargetGradient(Rows, Width, x, 0.1f, column, y),
        ["LayerNorm.Forward"] = () => LayerNorm.Forward(Rows, Width, x, moments, moments, 1e-5f, y),
        ["LayerNorm.InputGradient"] = () => LayerNorm.InputGradient(Rows, Width, x, moments, dy, 1e-5f, y),
        ["LayerNorm.InputGradient, residual"] = () => LayerNorm.InputGradient(Rows, Width, x, moments, dy, column, 1e-5f, y),
        ["LayerNorm.ParameterGradients"] =
            () => LayerNorm.ParameterGradients(Rows, Width, x, dy, 1e-5f, row.AsSpan(0, Width), row2.AsSpan(0, Width)),
        ["BatchNorm.Moments"] = () => BatchNorm.Moments(Samples, Channels, Inner, x, 1e-5f, row),
        ["BatchNorm.Moments, rows"] = () => BatchNorm.Moments(Rows / 5, 5 * Width / 2, 1, x, 1e-5f, row),
        ["BatchNorm.GradientMoments"] = () => BatchNorm.GradientMoments(Samples, Channels, Inner, x, dy, moments, row),
        ["BatchNorm.GradientMoments, rows"] = () => BatchNorm.GradientMoments(Rows / 5, 5 * Width / 2, 1, x, dy, moments, row),
        ["BatchNorm.Normalize"] = () => BatchNorm.Normalize(Samples, Channels, Inner, x, moments, moments, moments, y),
        ["BatchNorm.InputGradient"] =
            () => BatchNorm.InputGradient(Samples, Channels, Inner, Samples, x, dy, moments, moments, moments, y),
        ["BatchNorm.InferenceInputGradient"] =
            () => BatchNorm.InferenceInputGradient(Samples, Channels, Inner, dy, moments, moments, y),
        ["BatchNorm.ParameterGradients"] = () => BatchNorm.ParameterGradients(moments, row.AsSpan(0, 200), row2.AsSpan(0, 200)),
        ["BatchNorm.MomentsOfRunning"] = () => BatchNorm.MomentsOfRunning(moments.AsSpan(0, 200), moments.AsSpan(0, 200), 1e-5f, row),
        ["BatchNorm.UpdateRunning"] =
            () => BatchNorm.UpdateRunning(moments, 100, 0.1f, 1e-5f, row.AsSpan(0, 200), row2.AsSpan(0, 200)),
        ["Pooling.MaxForward"] = () => Pooling.MaxForward(Pool, Samples, x, y),
        ["Pooling.MaxGradient"] = () => Pooling.MaxGradient(Pool, Samples, x, dy, y),
        ["Pooling.AverageForward"] = () => Pooling.AverageForward(Pool, Samples, x, y),
        ["Pooling.AverageGradient"] = () => Pooling.AverageGradient(Pool, Samples, dy, y),
        ["Attention.Forward"] = () => Attention.Forward(Attended, Samples, x, dy, column, [], y),
        ["Attention.ForwardPacked"] = () => Attention.ForwardPacked(Attended, Samples, x, column, y),
        ["Attention.Gradient"] = () => Attention.Gradient(Attended, Samples, x, dy, column, column, dy, y),
        ["Attention.GradientPacked"] = () => Attention.GradientPacked(Attended, Samples, x, column, dy, y),
        ["Gelu.Forward"] = () => Gelu.Forward(Rows * Width, x, y),
        ["Gelu.Gradient"] = () => Gelu.Gradient(Rows * Width, x, dy, y),
        ["Rotary.Forward"] = () => Rotary.Forward(Angles, 2, Samples, x, y),
        ["Rotary.Gradient"] = () => Rotary.Gradient(Angles, 2, Samples, dy, y),
        ["Embedding.CheckTokens"] = () => Embedding.CheckTokens(labels, Width, "tokens"),
        ["Embedding.Forward"] = () => Embedding.Forward(Width, labels, x, y),
        ["Embedding.Gradient"] = () => Embedding.Gradient(Width, labels, dy, y),
        ["Gather.Forward"] = () => Gather.Forward(Rows, Width, 1, x, labels, y),
        ["Gather.Gradient"] = () => Gather.Gradient(Rows, Width, 1, labels, dy, y),
        ["Recurrent.Rnn"] = () => Recurrent.Rnn(Sequence, Samples, false, x, dy, default, y),
        ["Recurrent.RnnGradient"] = () => Recurrent.RnnGradient(Sequence, Samples, true, x, dy, default, dy, y),
        ["Recurrent.Lstm"] = () => Recurrent.Lstm(Sequence, Samples, x, dy, default, default, y),
        ["Recurrent.LstmGradient"] = () => Recurrent.LstmGradient(Sequence, Samples, x, dy, default, default, dy, y),
        ["Recurrent.Gru"] = () => Recurrent.Gru(Sequence, Samples, x, dy, moments, default, y),
        ["Recurrent.GruGradient"] = () => Recurrent.GruGradient(Sequence, Samples, x, dy, default, dy, y),
        ["Recurrent.GruStateGradient"] = () => Recurrent.GruStateGradient(Samples * 20, 50, x, dy, y),
        ["Movement.Slice"] = () => Movement.Slice(Samples, Channels, Inner, 3, 90, x, y),
        ["Movement.PutSlice"] = () => Movement.PutSlice(Samples, Channels, Inner, 3, 90, x, y),
        ["Movement.PadSlice"] = () => Movement.PadSlice(Samples, Channels, Inner, 3, 90, x, y),
        ["Movement.Expand"] = () => Movement.Expand(Samples, Channels, Inner, x, y),
        ["Movement.Transpose"] = () => Movement.Transpose(Samples, Channels, Inner, x, y),
        ["Movement.Permute"] = () => Movement.Permute(Shape, Axes, x, y),
        ["Philox.FillUniform"] = () => Philox.FillUniform(1, 2, 3, 4, y),
        ["Philox.FillNormal"] = () => Philox.FillNormal(1, 2, 3, 4, y),
        ["Philox.DropoutMask"] = () => Philox.DropoutMask(1, 2, 3, 4, 0.5f, y),
    };

    public static TheoryData<string> Names => [.. new KernelGuaranteesTests().Kernels.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Kernel_AllocatesNothingOnceWarm(string name)
    {
        // The least of several calls: the run time itself may allocate in the one call that first has to wake a thread.
        Action kernel = Kernels[name];
        kernel();
        long least = long.MaxValue;
        for (int call = 0; call < 5; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            kernel();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Kernel_GivesTheSameBits_OnOneThreadAndOnMany(string name)
    {
        int threads = WorkPool.Threads;
        try
        {
            WorkPool.Threads = 1;
            float[] alone = Results(Kernels[name]);
            WorkPool.Threads = 4;
            Assert.Equal(alone, Results(Kernels[name]));
        }
        finally
        {
            WorkPool.Threads = threads;
        }
    }

    private float[] Results(Action kernel)
    {
        Array.Clear(y);
        Array.Clear(row);
        Array.Clear(row2);
        kernel();
        return [.. y, .. row, .. row2];
    }
}
