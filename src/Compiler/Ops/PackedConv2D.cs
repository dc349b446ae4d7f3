using CompiledNets.Compiler.Emit.CSharp;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>How a convolution over a stored weight is computed: the fastest way that its shape allows, by measurement (docs/performance.md).</summary>
/// <param name="Window">The window.</param>
/// <param name="Image">A sample of the input.</param>
/// <param name="Filters">Channels of the output.</param>
/// <param name="Groups">Filters see only the channels of their own group.</param>
internal sealed record PackedConvolution(Window Window, Shape Image, int Filters, int Groups)
{
    /// <summary>Values of a tile of 4×4 outputs after Winograd's transform.</summary>
    private const int TilePositions = 36, TileOutputs = 4;

    /// <summary>Fewer channels or filters than this do not pay for tiles whose products are stored.</summary>
    private const int LeastWinogradChannels = 16;

    /// <summary>An image's own channels have a kernel that stores no products: from three on the transforms cost less than they save. Up to a
    /// vector of filters samples can be in the lanes.</summary>
    private const int LeastFewChannels = 3, MostFewChannels = 4;

    /// <summary>A transformed weight that no cache keeps has to meet more tiles than one that lies in a third-level cache.</summary>
    private const int CachedFloats = 4 << 20, LeastTiles = 4, LeastTilesUncached = 32;

    /// <summary>Groups of fewer filters have a kernel that reads their few weights as they are.</summary>
    private const int LeastGroupFilters = 5;

    /// <summary>Filters fill whole vectors in a packed weight, of the widest kind.</summary>
    private const int Lanes = 16;

    /// <summary>Few filters leave lanes empty, which samples can fill (the run time's <c>SampleForward</c> decides).</summary>
    private const int LeastSampleFilters = 4, LeastSampleTerms = 16;

    private int GroupFilters => Filters / Groups;

    /// <summary>Whether Winograd's minimal filtering F(4×4, 3×3) is faster: a quarter of the multiplications, a larger weight.</summary>
    public bool IsWinograd =>
        Window is { Height: 3, Width: 3, StrideHeight: 1, StrideWidth: 1, Dilation: 1, Padding: <= 2, IsLine: false } && Groups == 1
        && (Image[0] >= LeastWinogradChannels ? Filters >= LeastWinogradChannels : Image[0] is >= LeastFewChannels and <= MostFewChannels && Filters > Lanes)
        && Tiles >= (TilePositions * (long)Image[0] * Filters <= CachedFloats ? LeastTiles : LeastTilesUncached);

    /// <summary>Whether filters are in the lanes: those that do not fill a vector waste time.</summary>
    public bool HasFiltersInLanes => !IsWinograd || Image[0] <= MostFewChannels;

    /// <summary>Whether packing pays at all.</summary>
    public bool IsPacked => IsWinograd || GroupFilters >= LeastGroupFilters;

    /// <summary>Whether the same is faster for the gradient to the input.</summary>
    public bool IsGradientWinograd => IsWinograd && Image[0] >= LeastWinogradChannels;

    /// <summary>Whether the gradient to the input has a faster form: as a convolution of dy.</summary>
    public bool IsGradientPacked => IsGradientWinograd
        || (Window is { StrideHeight: 1, StrideWidth: 1, Dilation: 1 } && Groups == 1
            && Window.PaddingHeight < Window.Height && Window.PaddingWidth < Window.Width);

    /// <summary>How many samples the convolution wants at hand.</summary>
    public int SamplesTogether => WantsSamples(IsWinograd, Image[0], Filters) ? Lanes : 1;

    /// <summary>How many samples the gradient to the input wants at hand.</summary>
    public int SamplesTogetherForGradient => WantsSamples(IsGradientWinograd, Filters, Image[0]) ? Lanes : 1;

    private long Tiles
    {
        get
        {
            Shape output = Window.Output(Image, Filters);
            return Ceiling(output[1], TileOutputs) * (long)Ceiling(output[2], TileOutputs);
        }
    }

    /// <summary>The packed weight's type, from the weight's shape [filters, channels/groups, kh, kw].</summary>
    public TensorType Packed => new(
        IsWinograd
            ? Shape.Of(TilePositions, Image[0] > MostFewChannels ? Filters : Ceiling(Filters, Lanes) * Lanes, Image[0])
            : Shape.Of(Groups, Ceiling(GroupFilters, Lanes) * Lanes, Image[0] / Groups * Window.Height * Window.Width),
        Batched: false);

    /// <summary>The type of the weight that is packed for the gradient to the input.</summary>
    public TensorType PackedForGradient => IsGradientWinograd
        ? Packed
        : new(Shape.Of(1, Ceiling(Image[0], Lanes) * Lanes, Filters * Window.Height * Window.Width), Batched: false);

    /// <summary>The runtime's class that has the kernels.</summary>
    public string Kernels => KernelsOf(IsWinograd);

    /// <summary>The class that has the kernels of the gradient to the input.</summary>
    public string GradientKernels => KernelsOf(IsGradientWinograd);

    public string SharedShape(KernelText kernel) => Conv2DOp.SharedShape(kernel, Window, Image, Filters, Groups);

    private static string KernelsOf(bool isWinograd) => isWinograd ? "WinogradConvolution" : "PackedConvolution";

    private bool WantsSamples(bool isWinograd, int channels, int filters) =>
        !isWinograd && Groups == 1 && filters is >= LeastSampleFilters and <= Lanes && channels * Window.Height * Window.Width >= LeastSampleTerms;

    private static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;
}

/// <summary><see cref="Conv2DOp"/> over a packed weight. Inputs: x, W packed.</summary>
/// <param name="Pool">Whether of each 2×2 sums side by side only the largest is its value.</param>
internal sealed record PackedConv2DOp(PackedConvolution Convolution, long Cost, bool Pool = false) : Op, IReadsPrepared
{
    public override string Name => "Product";

    public override TensorType Infer(IReadOnlyList<Node> inputs)
    {
        Shape sums = Convolution.Window.Output(inputs[0].Shape, Convolution.Filters);
        return inputs[0].Type.With(Pool ? Shape.Of(sums[0], sums[1] / 2, sums[2] / 2) : sums);
    }

    public override long Flops(Node node) => Cost;

    public override Shape? BiasShape(Node node) => Shape.Of(Convolution.Filters, 1, 1);

    public override bool AddsResidual => !Pool;

    public override int SamplesTogether => Pool ? 1 : Convolution.SamplesTogether;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        $"{Convolution.Kernels}.Forward{(Pool ? "Pooled" : "")}",
        [
            Convolution.SharedShape(kernel), kernel.Rows(1, node), kernel.Operand(0), kernel.Operand(1), kernel.Bias, .. kernel.Residual,
            kernel.Activation, kernel.Target,
        ]);

    public override string Formula(IReadOnlyList<string> operands) =>
        Pool ? $"max of each window of {operands[0]} ∗ {operands[1]}" : $"{operands[0]} ∗ {operands[1]}";
}

/// <summary><see cref="Conv2DInputGradientOp"/> as a convolution of dy. Inputs: dy, W packed for it.</summary>
internal sealed record PackedConv2DInputGradientOp(PackedConvolution Convolution, long Cost) : Op, IReadsPrepared
{
    public override string Name => "ProductInputGradient";

    public override TensorType Infer(IReadOnlyList<Node> inputs) => inputs[0].Type.With(Convolution.Image);

    public override long Flops(Node node) => Cost;

    public override int SamplesTogether => Convolution.SamplesTogetherForGradient;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        $"{Convolution.GradientKernels}.InputGradient", Convolution.SharedShape(kernel), kernel.Rows(1, node),
        kernel.Operand(0), kernel.Operand(1), kernel.Target);

    public override string Formula(IReadOnlyList<string> operands) => $"{operands[0]} ∗ᵀ {operands[1]}";
}

/// <summary>A convolution's weight in blocks of filters, or transformed for Winograd's tiles. Inputs: W, and a factor for each filter if
/// there is one.</summary>
/// <param name="Convolution">The convolution.</param>
/// <param name="ForGradient">Whether for the gradient to the input: channels and filters change places, kernels are turned by 180°.</param>
internal sealed record PackConv2DOp(PackedConvolution Convolution, bool ForGradient) : PreparedOp
{
    public override string Name => ForGradient ? "PackGradient" : "Pack";

    private bool IsWinograd => ForGradient ? Convolution.IsGradientWinograd : Convolution.IsWinograd;

    private string Kernels => ForGradient ? Convolution.GradientKernels : Convolution.Kernels;

    public override TensorType Infer(IReadOnlyList<Node> inputs) =>
        ForGradient ? Convolution.PackedForGradient : Convolution.Packed;

    public override void EmitKernel(KernelText kernel, Node node) => kernel.Call(
        $"{Kernels}.{Name}", [Convolution.SharedShape(kernel), .. kernel.Operands, kernel.Target]);

    public override string Formula(IReadOnlyList<string> operands)
    {
        string weight = string.Join("·", operands);
        return IsWinograd
            ? $"G·{weight}·Gᵀ of each kernel{(ForGradient ? " turned by 180°" : "")}"
            : $"{weight} in blocks of filters";
    }
}
