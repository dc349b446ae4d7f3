using CompiledNets.Compiler.Diagnostics;
using CompiledNets.Compiler.FrontEnd;
using CompiledNets.Compiler.Graphs;

namespace CompiledNets.Compiler.Ops;

/// <summary>An op that moves a window over images.</summary>
internal interface IWindowed
{
    Window Window { get; }
}

/// <summary>The window that a convolution or pooling moves over images of (channels, height, width): its arguments, its shape
/// rule and their mistakes. Both axes have the same padding and dilation, as users write them.</summary>
/// <param name="IsLine">Whether it moves over sequences of (channels, steps), which are images of height 1 without rows around them.</param>
internal readonly record struct Window(
    int Height, int Width, int StrideHeight, int StrideWidth, int Padding, int Dilation, bool IsLine = false)
{
    public int PaddingHeight => IsLine ? 0 : Padding;

    public int PaddingWidth => Padding;

    /// <summary>Whether it is the usual pooling: 2×2 pixels side by side.</summary>
    public bool IsHalving => this is { Height: 2, Width: 2, StrideHeight: 2, StrideWidth: 2, Padding: 0, Dilation: 1, IsLine: false };

    /// <summary>Pixels from the window's first row to its last, both counted.</summary>
    private long Rows => (long)Dilation * (Height - 1) + 1;

    private long Columns => (long)Dilation * (Width - 1) + 1;

    /// <summary>A convolution's: stride 1 unless given.</summary>
    public static Window OfConvolution(Call call)
    {
        int height = call.Integer("kernel"), width = call.Integer("kernelWidth", 0, least: 0);
        int stride = call.Integer("stride", 1);
        return new Window(
            height, width == 0 ? height : width, stride, stride, call.Integer("padding", 0, least: 0), call.Integer("dilation", 1));
    }

    /// <summary>A convolution's over sequences.</summary>
    public static Window OfLine(Call call) => new(
        1, call.Integer("kernel"), 1, call.Integer("stride", 1), call.Integer("padding", 0, least: 0), call.Integer("dilation", 1), IsLine: true);

    /// <summary>A pooling's over sequences.</summary>
    public static Window OfLinePooling(Call call)
    {
        Window window = OfPooling(call);
        return window with { Height = 1, StrideHeight = 1, IsLine = true };
    }

    /// <summary>A pooling's: its stride is its own size unless given, and its padding at most half of it, so that every window
    /// holds a pixel.</summary>
    public static Window OfPooling(Call call)
    {
        int height = call.Integer("kernel"), width = call.Integer("kernelWidth", 0, least: 0);
        width = width == 0 ? height : width;
        int stride = call.Integer("stride", 0, least: 0), padding = call.Integer("padding", 0, least: 0);
        int most = Math.Min(height, width) / 2;
        if (padding > most && !call.Failed)
        {
            call.ReportAt(
                "padding", Rules.BadArgument, [Facts.Of(Facts.Value, most)], call.Op, "padding", Names.Text(padding),
                $"at most half of the window, {Names.Text(most)}");
            padding = most;
        }

        return new Window(height, width, stride == 0 ? height : stride, stride == 0 ? width : stride, padding, 1);
    }

    /// <summary>Reports unless the call's input is an image into which the window fits.</summary>
    public bool Checks(Call call)
    {
        if (!HasRank(call))
        {
            return false;
        }

        Shape image = ImageOf(call.Input.Shape);
        if (OutputHeight(image) > 0 && OutputWidth(image) > 0)
        {
            return true;
        }

        string argument = OutputHeight(image) > 0 && call.Has("kernelWidth") ? "kernelWidth" : "kernel";
        call.ReportAt(
            argument, Rules.WindowTooLarge, FitFacts(image), call.Op, WindowText, PaddedText(image), call.Describe(), FitAdvice(call.Input));
        return false;
    }

    /// <summary>What most likely made the output smaller than the input, for messages: <c>stride 2</c>.</summary>
    public string Cause => StrideHeight > 1 || StrideWidth > 1
        ? $"stride {(StrideHeight == StrideWidth ? Names.Text(StrideHeight) : Pixels(StrideHeight, StrideWidth))}"
        : Padding == 0 ? "no padding" : $"padding {Names.Text(Padding)}";

    /// <summary>The padding with which a window of stride 1 keeps the image's size, or null if none does.</summary>
    public long? KeepingPadding => StrideHeight == 1 && StrideWidth == 1 && Rows == Columns && Rows % 2 == 1 ? (Rows - 1) / 2 : null;

    /// <summary>Reports unless the call's input has an image's axes, or a sequence's.</summary>
    public bool HasRank(Call call) => IsLine
        ? call.NeedsRank("a sequence of (channels,steps)", 2, LineAdvice(call.Input.Shape), Single(call.Input.Shape))
        : call.NeedsRank("an image of (channels,height,width)", 3, ImageAdvice(call.Input.Shape), Single(call.Input.Shape));

    /// <summary>The reshape to an image or sequence, for a value that lacks only the channels, or is a square image's pixels.</summary>
    private string Single(Shape shape)
    {
        if (shape.Rank == (IsLine ? 1 : 2))
        {
            return $"Reshape(1, {Extents(shape)})";
        }

        return shape.Rank == 1 ? Square(shape) : "";
    }

    /// <summary>The reshape of a square image's pixels, grey or of three colours, or nothing.</summary>
    private static string Square(Shape pixels)
    {
        foreach (int channels in new[] { 1, 3 })
        {
            int side = (int)Math.Sqrt(pixels.Size / channels);
            if (channels * side * side == pixels.Size)
            {
                return $"Reshape({Names.Text(channels)}, {Names.Text(side)}, {Names.Text(side)})";
            }
        }

        return "";
    }

    private static string Extents(Shape shape) => string.Join(", ", shape.Extents.Select(extent => Names.Text(extent)));

    /// <summary>The image that the window sees: a sequence is one of height 1.</summary>
    public Shape ImageOf(Shape shape) => IsLine ? Shape.Of(shape[0], 1, shape[1]) : shape;

    /// <summary>What users see of an image that the window made.</summary>
    public Shape ShapeOf(Shape image) => IsLine ? Shape.Of(image[0], image[2]) : image;

    /// <summary>(channels, h, w) to (<paramref name="channels"/>, h', w').</summary>
    public Shape Output(Shape image, int channels) => Shape.Of(channels, OutputHeight(image), OutputWidth(image));

    private int OutputHeight(Shape image) => Extent(image[1], Rows, StrideHeight, PaddingHeight);

    private int OutputWidth(Shape image) => Extent(image[2], Columns, StrideWidth, PaddingWidth);

    // h' = ⌊(h + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1, as in PyTorch
    private static int Extent(int extent, long window, int stride, int padding)
    {
        long room = extent + 2L * padding - window;
        return room < 0 ? 0 : (int)Math.Min(room / stride + 1, Shape.Limit);
    }

    private string WindowText => Dilation == 1
        ? Pixels(Height, Width)
        : $"{Pixels(Rows, Columns)} ({Pixels(Height, Width)} with dilation {Names.Text(Dilation)})";

    private string PaddedText(Shape image) => Padding == 0
        ? Pixels(image[1], image[2])
        : $"{Pixels(image[1] + 2L * PaddingHeight, image[2] + 2L * PaddingWidth)} ({Pixels(image[1], image[2])} with padding {Names.Text(Padding)})";

    private string FitAdvice(Node input)
    {
        Shape image = ImageOf(input.Shape);
        (long tallest, long widest) = LargestKernel(image);
        long padding = LeastPadding(image);
        string before = input.Op is InputOp ? "" : $", or shrink the {(IsLine ? "sequence" : "image")} less before";
        return $"Give it a kernel of at most {Pixels(tallest, widest)} or a padding of at least {Names.Text(padding)}{before}";
    }

    private (long Height, long Width) LargestKernel(Shape image) =>
        ((image[1] + 2L * PaddingHeight - 1) / Dilation + 1, (image[2] + 2L * PaddingWidth - 1) / Dilation + 1);

    private long LeastPadding(Shape image) => (Math.Max(Rows - image[1], Columns - image[2]) + 1) / 2;

    /// <summary>The padding with which the window keeps the size, or else fits; and the largest kernel that fits, where it is square.</summary>
    private EquatableArray<Fact> FitFacts(Shape image)
    {
        Fact padding = Facts.Of("padding", Names.Text(KeepingPadding ?? LeastPadding(image)));
        (long tallest, long widest) = LargestKernel(image);
        return Height == Width || IsLine ? [padding, Facts.Of("kernel", Names.Text(IsLine ? widest : Math.Min(tallest, widest)))] : [padding];
    }

    public static string ImageAdvice(Shape shape) => shape.Rank switch
    {
        1 => $"{(Square(shape) is { Length: > 0 } square ? square : "Reshape(channels, height, width)")} makes it an image",
        2 => $"Reshape(1, {Names.Text(shape[0])}, {Names.Text(shape[1])}) makes it an image of one channel",
        > 3 => "The batch is no axis of a sample; Reshape folds others into three",
        _ => "Reshape makes axes",
    };

    private static string LineAdvice(Shape shape) => shape.Rank == 1
        ? $"Reshape(1, {Names.Text(shape[0])}) makes it a sequence of one channel"
        : "Reshape folds axes into two";

    private string Pixels(long height, long width) => IsLine ? Names.Text(width) : $"{Names.Text(height)}x{Names.Text(width)}";

    /// <summary>The kernels' pooling shape of this window, as text.</summary>
    public string PoolText(Shape image) => New([.. Sizes(image), .. Moves]);

    /// <summary>The kernels' convolution shape of this window, as text: what is 1 or 0 by default is left out.</summary>
    public string ConvolutionText(Shape image, int filters, int groups)
    {
        (string Name, int Value)[] more = [.. Moves, ("DilationHeight", Dilation), ("DilationWidth", Dilation), ("Groups", groups)];
        var unusual = more.Where(size => size.Value != (size.Name.StartsWith("Padding", StringComparison.Ordinal) ? 0 : 1));
        return New([.. Sizes(image), ("Filters", filters), .. unusual]);
    }

    private (string Name, int Value)[] Sizes(Shape image) =>
        [("Channels", image[0]), ("Height", image[1]), ("Width", image[2]), ("KernelHeight", Height), ("KernelWidth", Width)];

    private (string Name, int Value)[] Moves =>
        [("StrideHeight", StrideHeight), ("StrideWidth", StrideWidth), ("PaddingHeight", PaddingHeight), ("PaddingWidth", PaddingWidth)];

    private static string New(IEnumerable<(string Name, int Value)> sizes) =>
        $"new({string.Join(", ", sizes.Select(size => $"{size.Name}: {Names.Text(size.Value)}"))})";
}
