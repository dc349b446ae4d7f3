namespace CompiledNets.Kernels;

/// <summary>What a convolution and its gradient to the input have in common: for each sample and group,
/// target[m, window] = Σ over (channel, tap) of weight[m, (channel, tap)] · source[channel, window + tap].</summary>
/// <remarks>A piece is some grid rows of one group of one sample. It copies what it reads to a slab, zeros around the image
/// included, and from there on no index is ever checked.</remarks>
internal unsafe struct ConvolutionPass<TSimd, TVector> : IPieces
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    // Slabs of 256 KiB leave room in a second-level cache for the weights; smaller pieces than about 2 MFLOP, or fewer windows
    // than a few panels, would cost more to hand out and set up than they gain.
    private const int MostSlabFloats = 1 << 16, LeastWindows = 128;
    private const long PieceWork = 1 << 20;

    /// <summary>With up to this many target channels, packing windows for a product would cost more than the product.</summary>
    private const int FewTargets = 4;

    public WindowGrid Grid;
    public int Groups;
    public int SourceChannels;
    public int TargetChannels;
    public int Taps;
    public float* Source;
    public float* Weight;
    public StridedPlanes Target;
    public bool IsPointwise;

    /// <summary>For each (channel, tap) its offset in a slab of <see cref="RowsPerPiece"/> grid rows; set by the caller.</summary>
    public int* Offsets;
    public int RowsPerPiece;
    public int Pieces;
    private int piecesPerImage;

    private readonly int Terms => SourceChannels * Taps;

    /// <summary>Decides the pieces, makes room for <see cref="Offsets"/>, and grows the caller's scratch memory.</summary>
    public void Cut(int samples)
    {
        long work = (long)TargetChannels * Terms * Grid.Height * Grid.Width;
        int wantedPerImage = (int)Math.Clamp(work / PieceWork, 1, Math.Max(1, 64 / Math.Max(1, (long)samples * Groups)));
        int rows = Grid.Height / wantedPerImage;
        while (rows > 1 && (long)SourceChannels * Grid.PlaneFloats(rows) > MostSlabFloats)
        {
            rows = (rows + 1) / 2;
        }

        RowsPerPiece = Math.Min(Grid.Height, Math.Max(rows, (LeastWindows + Grid.Width - 1) / Grid.Width));
        piecesPerImage = (Grid.Height + RowsPerPiece - 1) / RowsPerPiece;
        Pieces = checked(samples * Groups * piecesPerImage);
        Offsets = (int*)Scratch.Get(ScratchUse.Taps, Terms);
        Product<TSimd, TVector>.Reserve(TargetChannels, Terms);
        if (!IsPointwise)
        {
            Slab.Reserve<TSimd, TVector>(Grid, SourceChannels, RowsPerPiece);
        }

        if (!Target.IsDense)
        {
            Scratch.Get(ScratchUse.Result, (long)TargetChannels * RowsPerPiece * Grid.Width);
        }
    }

    public readonly void Run(int piece)
    {
        (int image, int part) = Math.DivRem(piece, piecesPerImage);
        int group = image % Groups;
        int row = part * RowsPerPiece, rows = Math.Min(RowsPerPiece, Grid.Height - row);
        float* source = Source + (nint)image * SourceChannels * Grid.ImageHeight * Grid.ImageWidth;
        float* weight = Weight + (nint)group * TargetChannels * Terms;
        nint firstTarget = (nint)image * TargetChannels;
        nint windows = (nint)rows * Grid.Width;
        if (Target.IsDense)
        {
            Compute(source, weight, row, rows, Target.Row(firstTarget, row), Target.PlaneFloats);
            return;
        }

        float* result = Scratch.Get(ScratchUse.Result, TargetChannels * windows);
        Compute(source, weight, row, rows, result, windows);
        for (int channel = 0; channel < TargetChannels; channel++)
        {
            Target.Scatter(result + channel * windows, firstTarget + channel, row, rows, Grid.Width);
        }
    }

    private readonly void Compute(float* source, float* weight, int row, int rows, float* target, nint targetPlane)
    {
        RowOperand weights = RowOperand.RowMajor(weight, Terms);
        int windows = rows * Grid.Width;
        if (IsPointwise)
        {
            var pixels = new RowMajorColumns(source, Grid.ImageHeight * Grid.ImageWidth);
            Product<TSimd, TVector>.Block(
                weights, TargetChannels, in pixels, row * Grid.Width, windows, Terms, target, targetPlane, accumulate: false);
            return;
        }

        float* slab = Slab.Fill<TSimd, TVector>(Grid, source, SourceChannels, row, rows, RowsPerPiece);
        if (TargetChannels <= FewTargets)
        {
            for (int channel = 0; channel < TargetChannels; channel++)
            {
                RowConvolution<TSimd, TVector>.Forward(
                    Grid, slab, Offsets, weight + (nint)channel * Terms, Terms, rows, target + channel * targetPlane);
            }

            return;
        }

        var columns = new ImageColumns(Grid, slab, Offsets);
        Product<TSimd, TVector>.Block(weights, TargetChannels, in columns, 0, windows, Terms, target, targetPlane, accumulate: false);
    }
}
