using CompiledNets.Benchmarks.Models;

namespace CompiledNets.Benchmarks;

/// <summary>Single steps beside the machine's limit, without a peer: inner loops whose operands fit a core's caches beside its multiply-adds,
/// and steps over more than any cache holds beside its memory.</summary>
internal static class Limits
{
    private const int DenseRows = 64, ActivationRows = 256, Texts = 1024;

    private const long DenseProduct = 2L * DenseRows * DenseLayer.Inputs * DenseLayer.Outputs;

    // Parameters, gradients and two moments are read and written, the gradients as zeros.
    private const long AdamBytes = 8L * sizeof(float) * WordTable.ParameterCount;

    // A value in, and one out; a word's row in, and out.
    private const long ActivationBytes = 2L * sizeof(float) * ActivationRows * Rectifier.Values;
    private const long TableBytes = (2L * WordTable.Width + 1) * sizeof(float) * Texts * WordTable.Steps;

    public static IReadOnlyList<Workload> All { get; } =
    [
        new("dense", DenseProduct, DenseLayer.ParameterCount, Dense),
        new("dense-gradients", 2 * DenseProduct, DenseLayer.ParameterCount, DenseGradients),
        new("conv-5x5", 2L * 25 * 32 * FiveByFive.Outputs, FiveByFive.ParameterCount, FiveByFiveForward),
        new("conv-1x1", 2L * 128 * OneByOne.Values, OneByOne.ParameterCount, OneByOneForward),
        new("adam", 0, WordTable.ParameterCount, AdamStep, AdamBytes),
        new("relu", 0, 0, Activate, ActivationBytes),
        new("embedding", 0, WordTable.ParameterCount, LookUp, TableBytes),
    ];

    private static Action Dense()
    {
        var (net, rows, output) = (new DenseLayer(), RandomData.Floats(DenseRows * DenseLayer.Inputs), new float[DenseRows * DenseLayer.Outputs]);
        return () => net.Predict(rows, output);
    }

    /// <summary>Forward and the weight's gradient: nobody asks for the input's.</summary>
    private static Action DenseGradients()
    {
        var (net, rows) = (new DenseLayer(), RandomData.Floats(DenseRows * DenseLayer.Inputs));
        float[] targets = RandomData.Floats(DenseRows * DenseLayer.Outputs);
        return () => net.LossGradients(rows, targets);
    }

    private static Action FiveByFiveForward()
    {
        var (net, image, output) = (new FiveByFive(), RandomData.Floats(FiveByFive.Inputs), new float[FiveByFive.Outputs]);
        return () => net.Predict(image, output);
    }

    private static Action OneByOneForward()
    {
        var (net, image, output) = (new OneByOne(), RandomData.Floats(OneByOne.Values), new float[OneByOne.Values]);
        return () => net.Predict(image, output);
    }

    /// <summary>The gradients of a single text take no time, and mark the whole table as trained.</summary>
    private static Action AdamStep()
    {
        var (net, adam, words) = (new WordTable(), new Adam(), RandomData.Integers(WordTable.Words, WordTable.Steps));
        return () =>
        {
            net.LossGradients(words);
            adam.Step(net);
        };
    }

    private static Action Activate()
    {
        var (net, values, output) = (new Rectifier(), RandomData.Floats(ActivationRows * Rectifier.Values), new float[ActivationRows * Rectifier.Values]);
        return () => net.Predict(values, output);
    }

    private static Action LookUp()
    {
        var (net, words, rows) = (new WordTable(), RandomData.Integers(WordTable.Words, Texts * WordTable.Steps), new float[Texts * WordTable.Steps * WordTable.Width]);
        return () => net.Rows(words, rows);
    }
}
