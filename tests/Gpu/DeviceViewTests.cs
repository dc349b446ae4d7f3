using CompiledNets.Compiler.Tests.EndToEnd;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace CompiledNets.Gpu.Tests;

/// <summary>Entry points over views of the device's memory, which callers allocate.</summary>
public sealed class DeviceViewTests : IDisposable
{
    private const int Samples = 3, Features = 8, Classes = 4;

    // The names of parameters are those of what emitted methods use themselves.
    private static readonly CompiledNetwork Compiled = CompiledNetwork.From("""
        [Network]
        public partial class Net
        {
            [Forward, Explains] private Tensor Judge([Shape(8)] Tensor device, [Shape(4)] Tensor core) => Softmax(Dense(Tanh(Dense(device, 5)), 4) + core);

            [Objective] private Tensor Loss([Shape(8)] Tensor samples, [Shape(4)] Tensor values, [Shape] Tokens mean) =>
                SoftmaxCrossEntropy(Judge(samples, values), mean);
        }
        """);

    private readonly List<MemoryBuffer> buffers = [];
    private readonly INetwork net = Compiled.Create();

    private delegate void HostCall(ReadOnlySpan<float> device, ReadOnlySpan<float> core, Span<float> output);

    private delegate void ViewCall(int samples, ArrayView<float> device, ArrayView<float> core, ArrayView<float> output);

    private delegate void HostGradients(ReadOnlySpan<float> device, ReadOnlySpan<float> core, ReadOnlySpan<float> dOutput, Span<float> dDevice, Span<float> dCore);

    private delegate void ViewGradients(
        int samples, ArrayView<float> device, ArrayView<float> core, ArrayView<float> dOutput, ArrayView<float> dDevice, ArrayView<float> dCore);

    private delegate float HostLoss(ReadOnlySpan<float> samples, ReadOnlySpan<float> values, ReadOnlySpan<int> mean);

    private delegate void ViewLoss(int samples, ArrayView<float> values, ArrayView<float> others, ArrayView<int> labels, ArrayView<float> mean);

    private static float[] Inputs => Numbers(Samples * Features, 1);

    private static float[] Scores => Numbers(Samples * Classes, 2);

    private ViewCall Judge => Method<ViewCall>("Judge");

    [Fact]
    public void Views_GiveWhatSpansGive()
    {
        var expected = new float[Samples * Classes];
        Method<HostCall>("Judge")(Inputs, Scores, expected);
        ArrayView<float> result = View(new float[Samples * Classes]);
        Judge(Samples, View(Inputs), View(Scores), result);
        Assert.Equal(expected, Read(result));

        float[] byInput = new float[Samples * Features], byScores = new float[Samples * Classes], seeds = Numbers(Samples * Classes, 3);
        Method<HostGradients>("JudgeInputGradients")(Inputs, Scores, seeds, byInput, byScores);
        (ArrayView<float> dInput, ArrayView<float> dScores) = (View(new float[byInput.Length]), View(new float[byScores.Length]));
        Method<ViewGradients>("JudgeInputGradients")(Samples, View(Inputs), View(Scores), View(seeds), dInput, dScores);
        Assert.Equal(byInput, Read(dInput));
        Assert.Equal(byScores, Read(dScores));

        int[] labels = [3, 0, 1];
        ArrayView<float> mean = View(new float[1]);
        float loss = Method<HostLoss>("LossGradients")(Inputs, Scores, labels);
        float[] gradients = [.. net.Core.Gradients];
        net.Core.WritableGradients.Clear();
        Method<ViewLoss>("LossGradients")(Samples, View(Inputs), View(Scores), View(labels), mean);
        Assert.Equal([loss], Read(mean));
        Assert.Equal(gradients, net.Core.Gradients);
    }

    [Fact]
    public void AViewWithin_BeginsAnywhereThatFourFloatsCanBeLoaded()
    {
        ArrayView<float> room = View(new float[4 + Samples * Classes]);
        Judge(Samples, View(Inputs), View(Scores), room.SubView(4, Samples * Classes));
        Refuses("device", "12 bytes into its buffer, which is no multiple of 16",
            () => Judge(Samples, View(new float[3 + Inputs.Length]).SubView(3, Inputs.Length), View(Scores), room.SubView(4, Samples * Classes)));
        Refuses("output", "4 bytes into its buffer", () => Judge(Samples, View(Inputs), View(Scores), room.SubView(1, Samples * Classes)));
    }

    [Fact]
    public void AViewOfAnotherSize_IsRefused()
    {
        Refuses("device", "has 23 values, but 3 samples of 8 values are 24",
            () => Judge(Samples, View(Inputs).SubView(0, 23), View(Scores), View(new float[Samples * Classes])));
        Refuses("core", "has 0 values", () => Judge(Samples, View(Inputs), default, View(new float[Samples * Classes])));
        Refuses("output", "has 16 values", () => Judge(Samples, View(Inputs), View(Scores), View(new float[16])));
        Refuses("samples", "must be a non-negative and non-zero value", () => Judge(0, View(Inputs), View(Scores), View(new float[12])));
        Refuses("thisMean", "has 2 values, but 1 samples of 1 values are 1", () => Method<ViewLoss>("Loss")(
            Samples, View(Inputs), View(Scores), View(new int[Samples]), View(new float[2])));
    }

    [Fact]
    public void AViewOfAnotherAccelerator_IsRefused()
    {
        using Context context = Context.Create(builder => builder.CPU(new CPUDevice(32, 8, 1)));
        using Accelerator other = context.Devices[0].CreateAccelerator(context);
        using MemoryBuffer1D<float, Stride1D.Dense> elsewhere = other.Allocate1D(Scores);
        Refuses("core", "lies in the memory of another accelerator", () => Judge(Samples, View(Inputs), elsewhere.View, View(new float[12])));
    }

    public void Dispose()
    {
        ((IDisposable)net).Dispose();
        buffers.ForEach(buffer => buffer.Dispose());
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1)];
    }

    private T Method<T>(string name)
        where T : Delegate => (T)Delegate.CreateDelegate(typeof(T), net, name);

    private ArrayView<T> View<T>(T[] values)
        where T : unmanaged
    {
        MemoryBuffer1D<T, Stride1D.Dense> buffer = TestDevice.Accelerator.Allocate1D(values);
        buffers.Add(buffer);
        return buffer.View;
    }

    private float[] Read(ArrayView<float> view)
    {
        TestDevice.Accelerator.Synchronize();
        var values = new float[view.Length];
        view.CopyToCPU(values);
        return values;
    }

    // Nothing is started.
    private void Refuses(string parameter, string message, Action call)
    {
        long before = Launches;
        var error = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(parameter, error.ParamName);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Launches);
    }

    private long Launches => (long)net.GetType().GetProperty("Launches")!.GetValue(net)!;
}
