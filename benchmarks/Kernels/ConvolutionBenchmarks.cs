using BenchmarkDotNet.Attributes;
using CompiledNets.Kernels;

namespace CompiledNets.Benchmarks.Kernels;

/// <summary>Single convolution layers of ResNet-18 and LeNet-5, through the code that is emitted for them.</summary>
public class ConvolutionBenchmarks
{
    private readonly Conv3x3 conv3x3 = new();
    private readonly Conv1x1 conv1x1 = new();
    private readonly Conv7x7 conv7x7 = new();
    private readonly Conv5x5 conv5x5 = new();
    private readonly float[] image = Values.Of(3 * 224 * 224), features = Values.Of(64 * 56 * 56), output = new float[64 * 112 * 112];

    /// <summary>Threads that share the work.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void SetUp() => WorkPool.Threads = Threads;

    /// <summary>(64,56,56) to (64,56,56): 231 MFLOP.</summary>
    [Benchmark]
    public void ThreeByThree() => conv3x3.Predict(features, output.AsSpan(0, 64 * 56 * 56));

    /// <summary>(64,56,56) to (128,28,28): 12.8 MFLOP.</summary>
    [Benchmark]
    public void OneByOneStrideTwo() => conv1x1.Predict(features, output.AsSpan(0, 128 * 28 * 28));

    /// <summary>(3,224,224) to (64,112,112): 236 MFLOP.</summary>
    [Benchmark]
    public void SevenBySevenStrideTwo() => conv7x7.Predict(image, output);

    /// <summary>(6,14,14) to (16,10,10): 480 kFLOP.</summary>
    [Benchmark]
    public void FiveByFive() => conv5x5.Predict(features.AsSpan(0, 6 * 14 * 14), output.AsSpan(0, 16 * 10 * 10));
}

[Network, Input(64, 56, 56)]
[Conv2D(64, 3, Padding = 1, Bias = false)]
internal sealed partial class Conv3x3;

[Network, Input(64, 56, 56)]
[Conv2D(128, 1, Stride = 2, Bias = false)]
internal sealed partial class Conv1x1;

[Network, Input(3, 224, 224)]
[Conv2D(64, 7, Stride = 2, Padding = 3, Bias = false)]
internal sealed partial class Conv7x7;

[Network, Input(6, 14, 14)]
[Conv2D(16, 5)]
internal sealed partial class Conv5x5;
